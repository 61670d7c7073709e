/*! licences of the parts: licenses.txt beside this file */
var Gl=t=>{throw TypeError(t)};var hs=(t,e,i)=>e.has(t)||Gl("Cannot "+i);var _=(t,e,i)=>(hs(t,e,"read from private field"),i?i.call(t):e.get(t)),R=(t,e,i)=>e.has(t)?Gl("Cannot add the same private member more than once"):e instanceof WeakSet?e.add(t):e.set(t,i),P=(t,e,i,r)=>(hs(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),I=(t,e,i)=>(hs(t,e,"access private method"),i);var ql=(t,e,i,r)=>({set _(n){P(t,e,n,i)},get _(){return _(t,e,r)}});function Yl(t){let e=new URLSearchParams(t);return{start:$u(e.get("t")??""),subtitles:Zi(e.get("sub_lang")??""),autoplay:dn(e.get("autoplay")),muted:dn(e.get("mute")),loop:dn(e.get("loop")),fresh:dn(e.get("fresh"))}}function $u(t){if(/^\d+$/.test(t))return Number(t);let e=/^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/i.exec(t);if(!e)return 0;let[i,r,n]=e.slice(1).map(a=>Number(a??0));return i*3600+r*60+n}function Ql(t){return/^\d+(:\d{1,2}){0,2}$/.test(t.trim())?t.trim().split(":").reduce((e,i)=>e*60+Number(i),0):0}function zl(t,e){return e>0&&t>=e?0:t}function Zi(t){try{return new Intl.Locale(t).language}catch{return""}}function dn(t){return t!==null&&!["0","false","no","off"].includes(t.toLowerCase())}var Wu=["mediashowsubtitlesrequest","mediadisablesubtitlesrequest","mediatogglesubtitlesrequest"];function Zl(t,e,i){for(let r of Wu)t.addEventListener(r,()=>i.captions=Bu(e))}function Bu(t){let e=[...t.textTracks].find(({kind:i,mode:r})=>r==="showing"&&i!=="metadata");return Zi(e?.language??"")}function Xl(t,e){let i=()=>t.style.setProperty("--below",`${(t.clientHeight-e.clientHeight)/2}px`),r=new ResizeObserver(i);r.observe(t),r.observe(e)}var cn=class{addEventListener(){}removeEventListener(){}dispatchEvent(){return!0}},un=class extends cn{},hn=class extends un{constructor(){super(...arguments),this.role=null}},ms=class{observe(){}unobserve(){}disconnect(){}},Jl={createElement:function(){return new Xi.HTMLElement},createElementNS:function(){return new Xi.HTMLElement},addEventListener(){},removeEventListener(){},dispatchEvent(t){return!1}},Xi={ResizeObserver:ms,document:Jl,Node:un,Element:hn,HTMLElement:class extends hn{constructor(){super(...arguments),this.innerHTML=""}get content(){return new Xi.DocumentFragment}},DocumentFragment:class extends cn{},customElements:{get:function(){},define:function(){},whenDefined:function(){}},localStorage:{getItem(t){return null},setItem(t,e){},removeItem(t){}},CustomEvent:function(){},getComputedStyle:function(){},navigator:{languages:[],get userAgent(){return""}},matchMedia(t){return{matches:!1,media:t}},DOMParser:class{parseFromString(e,i){return{body:{textContent:e}}}}},jl="global"in globalThis&&globalThis?.global===globalThis||typeof window>"u"||typeof window.customElements>"u",ed=Object.keys(Xi).every(t=>t in globalThis),l=jl&&!ed?Xi:globalThis,V=jl&&!ed?Jl:globalThis.document;var h={MEDIA_PLAY_REQUEST:"mediaplayrequest",MEDIA_PAUSE_REQUEST:"mediapauserequest",MEDIA_MUTE_REQUEST:"mediamuterequest",MEDIA_UNMUTE_REQUEST:"mediaunmuterequest",MEDIA_LOOP_REQUEST:"medialooprequest",MEDIA_VOLUME_REQUEST:"mediavolumerequest",MEDIA_SEEK_REQUEST:"mediaseekrequest",MEDIA_AIRPLAY_REQUEST:"mediaairplayrequest",MEDIA_ENTER_FULLSCREEN_REQUEST:"mediaenterfullscreenrequest",MEDIA_EXIT_FULLSCREEN_REQUEST:"mediaexitfullscreenrequest",MEDIA_PREVIEW_REQUEST:"mediapreviewrequest",MEDIA_ENTER_PIP_REQUEST:"mediaenterpiprequest",MEDIA_EXIT_PIP_REQUEST:"mediaexitpiprequest",MEDIA_ENTER_CAST_REQUEST:"mediaentercastrequest",MEDIA_EXIT_CAST_REQUEST:"mediaexitcastrequest",MEDIA_SHOW_TEXT_TRACKS_REQUEST:"mediashowtexttracksrequest",MEDIA_HIDE_TEXT_TRACKS_REQUEST:"mediahidetexttracksrequest",MEDIA_SHOW_SUBTITLES_REQUEST:"mediashowsubtitlesrequest",MEDIA_DISABLE_SUBTITLES_REQUEST:"mediadisablesubtitlesrequest",MEDIA_TOGGLE_SUBTITLES_REQUEST:"mediatogglesubtitlesrequest",MEDIA_PLAYBACK_RATE_REQUEST:"mediaplaybackraterequest",MEDIA_RENDITION_REQUEST:"mediarenditionrequest",MEDIA_AUDIO_TRACK_REQUEST:"mediaaudiotrackrequest",MEDIA_SEEK_TO_LIVE_REQUEST:"mediaseektoliverequest",REGISTER_MEDIA_STATE_RECEIVER:"registermediastatereceiver",UNREGISTER_MEDIA_STATE_RECEIVER:"unregistermediastatereceiver"},w={MEDIA_CHROME_ATTRIBUTES:"mediachromeattributes",MEDIA_CONTROLLER:"mediacontroller"},ps={MEDIA_AIRPLAY_UNAVAILABLE:"mediaAirplayUnavailable",MEDIA_AUDIO_TRACK_ENABLED:"mediaAudioTrackEnabled",MEDIA_AUDIO_TRACK_LIST:"mediaAudioTrackList",MEDIA_AUDIO_TRACK_UNAVAILABLE:"mediaAudioTrackUnavailable",MEDIA_BUFFERED:"mediaBuffered",MEDIA_CAST_UNAVAILABLE:"mediaCastUnavailable",MEDIA_CHAPTERS_CUES:"mediaChaptersCues",MEDIA_CURRENT_TIME:"mediaCurrentTime",MEDIA_DURATION:"mediaDuration",MEDIA_ENDED:"mediaEnded",MEDIA_ERROR:"mediaError",MEDIA_ERROR_CODE:"mediaErrorCode",MEDIA_ERROR_MESSAGE:"mediaErrorMessage",MEDIA_FULLSCREEN_UNAVAILABLE:"mediaFullscreenUnavailable",MEDIA_HAS_PLAYED:"mediaHasPlayed",MEDIA_HEIGHT:"mediaHeight",MEDIA_IS_AIRPLAYING:"mediaIsAirplaying",MEDIA_IS_CASTING:"mediaIsCasting",MEDIA_IS_FULLSCREEN:"mediaIsFullscreen",MEDIA_IS_PIP:"mediaIsPip",MEDIA_LOADING:"mediaLoading",MEDIA_MUTED:"mediaMuted",MEDIA_LOOP:"mediaLoop",MEDIA_PAUSED:"mediaPaused",MEDIA_PIP_UNAVAILABLE:"mediaPipUnavailable",MEDIA_PLAYBACK_RATE:"mediaPlaybackRate",MEDIA_PREVIEW_CHAPTER:"mediaPreviewChapter",MEDIA_PREVIEW_COORDS:"mediaPreviewCoords",MEDIA_PREVIEW_IMAGE:"mediaPreviewImage",MEDIA_PREVIEW_TIME:"mediaPreviewTime",MEDIA_RENDITION_LIST:"mediaRenditionList",MEDIA_RENDITION_SELECTED:"mediaRenditionSelected",MEDIA_RENDITION_UNAVAILABLE:"mediaRenditionUnavailable",MEDIA_SEEKABLE:"mediaSeekable",MEDIA_STREAM_TYPE:"mediaStreamType",MEDIA_SUBTITLES_LIST:"mediaSubtitlesList",MEDIA_SUBTITLES_SHOWING:"mediaSubtitlesShowing",MEDIA_TARGET_LIVE_WINDOW:"mediaTargetLiveWindow",MEDIA_TIME_IS_LIVE:"mediaTimeIsLive",MEDIA_VOLUME:"mediaVolume",MEDIA_VOLUME_LEVEL:"mediaVolumeLevel",MEDIA_VOLUME_UNAVAILABLE:"mediaVolumeUnavailable",MEDIA_LANG:"mediaLang",MEDIA_WIDTH:"mediaWidth"},td=Object.entries(ps),s=td.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{}),Fu={USER_INACTIVE_CHANGE:"userinactivechange",BREAKPOINTS_CHANGE:"breakpointchange",BREAKPOINTS_COMPUTED:"breakpointscomputed"},wt=td.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{...Fu}),Up=Object.entries(wt).reduce((t,[e,i])=>{let r=s[e];return r&&(t[i]=r),t},{userinactivechange:"userinactive"}),id=Object.entries(s).reduce((t,[e,i])=>{let r=wt[e];return r&&(t[i]=r),t},{userinactive:"userinactivechange"}),ue={SUBTITLES:"subtitles",CAPTIONS:"captions",DESCRIPTIONS:"descriptions",CHAPTERS:"chapters",METADATA:"metadata"},ot={DISABLED:"disabled",HIDDEN:"hidden",SHOWING:"showing"};var mn={MOUSE:"mouse",PEN:"pen",TOUCH:"touch"},he={UNAVAILABLE:"unavailable",UNSUPPORTED:"unsupported"},pe={LIVE:"live",ON_DEMAND:"on-demand",UNKNOWN:"unknown"};var rd={INLINE:"inline",FULLSCREEN:"fullscreen",PICTURE_IN_PICTURE:"picture-in-picture"};var nd=new WeakMap,vs=t=>{let e=nd.get(t);return e||nd.set(t,e=new Set),e},ad=new l.ResizeObserver(t=>{for(let e of t)for(let i of vs(e.target))i(e)});function Je(t,e){vs(t).add(e),ad.observe(t)}function je(t,e){let i=vs(t);i.delete(e),i.size||ad.unobserve(t)}function q(t){let e={};for(let i of t)e[i.name]=i.value;return e}function se(t){var e;return(e=pn(t))!=null?e:xe(t,"media-controller")}function pn(t){var e;let{MEDIA_CONTROLLER:i}=w,r=t.getAttribute(i);if(r)return(e=Mt(t))==null?void 0:e.getElementById(r)}var le=(t,e)=>!t||!e?!1:t?.contains(e)?!0:le(t,e.getRootNode().host),xe=(t,e)=>{if(!t)return null;let i=t.closest(e);return i||xe(t.getRootNode().host,e)};function Ji(t=document){var e;let i=t?.activeElement;return i?(e=Ji(i.shadowRoot))!=null?e:i:null}function Mt(t){var e;let i=(e=t?.getRootNode)==null?void 0:e.call(t);return i instanceof ShadowRoot||i instanceof Document?i:null}function vn(t,{depth:e=3,checkOpacity:i=!0,checkVisibilityCSS:r=!0}={}){if(t.checkVisibility)return t.checkVisibility({checkOpacity:i,checkVisibilityCSS:r});let n=t;for(;n&&e>0;){let a=getComputedStyle(n);if(i&&a.opacity==="0"||r&&a.visibility==="hidden"||a.display==="none")return!1;n=n.parentElement,e--}return!0}function sd(t,e,i,r){let n=r.x-i.x,a=r.y-i.y,o=n*n+a*a;if(o===0)return 0;let d=((t-i.x)*n+(e-i.y)*a)/o;return Math.max(0,Math.min(1,d))}function W(t,e){let i=Vu(t,r=>r===e);return i||ji(t,e)}function Vu(t,e){var i,r;let n;for(n of(i=t.querySelectorAll("style:not([media])"))!=null?i:[]){let a;try{a=(r=n.sheet)==null?void 0:r.cssRules}catch{continue}for(let o of a??[])if(e(o.selectorText))return o}}function ji(t,e){var i,r;let n=(i=t.querySelectorAll("style:not([media])"))!=null?i:[],a=n?.[n.length-1];if(!a?.sheet)return console.warn("Media Chrome: No style sheet found on style tag of",t),{style:{setProperty:()=>{},removeProperty:()=>"",getPropertyValue:()=>""}};let o=a?.sheet.insertRule(`${e}{}`,a.sheet.cssRules.length);return(r=a.sheet.cssRules)==null?void 0:r[o]}function Y(t,e,i=Number.NaN){let r=t.getAttribute(e);return r!=null?+r:i}function Q(t,e,i){let r=+i;if(i==null||Number.isNaN(r)){t.hasAttribute(e)&&t.removeAttribute(e);return}Y(t,e,void 0)!==r&&t.setAttribute(e,`${r}`)}function y(t,e){return t.hasAttribute(e)}function S(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}y(t,e)!=i&&t.toggleAttribute(e,i)}function C(t,e,i=null){var r;return(r=t.getAttribute(e))!=null?r:i}function D(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=`${i}`;C(t,e,void 0)!==r&&t.setAttribute(e,r)}var od=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Se=(t,e,i)=>(od(t,e,"read from private field"),i?i.call(t):e.get(t)),Ku=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},En=(t,e,i,r)=>(od(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),re;function Gu(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-gesture-receiver-display, inline-block));
        box-sizing: border-box;
      }
    </style>
  `}var ei=class extends l.HTMLElement{constructor(){if(super(),Ku(this,re,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[w.MEDIA_CONTROLLER,s.MEDIA_PAUSED]}attributeChangedCallback(e,i,r){var n,a,o,d,c;e===w.MEDIA_CONTROLLER&&(i&&((a=(n=Se(this,re))==null?void 0:n.unassociateElement)==null||a.call(n,this),En(this,re,null)),r&&this.isConnected&&(En(this,re,(o=this.getRootNode())==null?void 0:o.getElementById(r)),(c=(d=Se(this,re))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i;this.tabIndex=-1,this.setAttribute("aria-hidden","true"),En(this,re,qu(this)),this.getAttribute(w.MEDIA_CONTROLLER)&&((i=(e=Se(this,re))==null?void 0:e.associateElement)==null||i.call(e,this)),Se(this,re)&&(Se(this,re).addEventListener("pointerdown",this),Se(this,re).addEventListener("click",this),Se(this,re).hasAttribute("tabindex")||(Se(this,re).tabIndex=0))}disconnectedCallback(){var e,i,r,n;this.getAttribute(w.MEDIA_CONTROLLER)&&((i=(e=Se(this,re))==null?void 0:e.unassociateElement)==null||i.call(e,this)),(r=Se(this,re))==null||r.removeEventListener("pointerdown",this),(n=Se(this,re))==null||n.removeEventListener("click",this),En(this,re,null)}handleEvent(e){var i;let r=(i=e.composedPath())==null?void 0:i[0];if(["video","media-controller"].includes(r?.localName)){if(e.type==="pointerdown")this._pointerType=e.pointerType;else if(e.type==="click"){let{clientX:a,clientY:o}=e,{left:d,top:c,width:m,height:f}=this.getBoundingClientRect(),T=a-d,b=o-c;if(T<0||b<0||T>m||b>f||m===0&&f===0)return;let p=this._pointerType||"mouse";if(this._pointerType=void 0,p===mn.TOUCH){this.handleTap(e);return}else if(p===mn.MOUSE||p===mn.PEN){this.handleMouseClick(e);return}}}}get mediaPaused(){return y(this,s.MEDIA_PAUSED)}set mediaPaused(e){S(this,s.MEDIA_PAUSED,e)}handleTap(e){}handleMouseClick(e){let i=this.mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new l.CustomEvent(i,{composed:!0,bubbles:!0}))}};re=new WeakMap;ei.shadowRootOptions={mode:"open"};ei.getTemplateHTML=Gu;function qu(t){var e;let i=t.getAttribute(w.MEDIA_CONTROLLER);return i?(e=t.getRootNode())==null?void 0:e.getElementById(i):xe(t,"media-controller")}l.customElements.get("media-gesture-receiver")||l.customElements.define("media-gesture-receiver",ei);var Es=ei;var ld={"Start airplay":"Start airplay","Stop airplay":"Stop airplay",Audio:"Audio",Captions:"Captions","Enable captions":"Enable captions","Disable captions":"Disable captions","Start casting":"Start casting","Stop casting":"Stop casting","Enter fullscreen mode":"Enter fullscreen mode","Exit fullscreen mode":"Exit fullscreen mode",Mute:"Mute",Unmute:"Unmute",Loop:"Loop","Enter picture in picture mode":"Enter picture in picture mode","Exit picture in picture mode":"Exit picture in picture mode",Play:"Play",Pause:"Pause","Playback rate":"Playback rate","Playback rate {playbackRate}":"Playback rate {playbackRate}",Quality:"Quality","Seek backward":"Seek backward","Seek forward":"Seek forward",Settings:"Settings",Auto:"Auto","audio player":"audio player","video player":"video player",volume:"volume",seek:"seek","closed captions":"closed captions","current playback rate":"current playback rate","playback time":"playback time","media loading":"media loading",settings:"settings","audio tracks":"audio tracks",quality:"quality",play:"play",pause:"pause",mute:"mute",unmute:"unmute","chapter: {chapterName}":"chapter: {chapterName}",live:"live",Off:"Off","start airplay":"start airplay","stop airplay":"stop airplay","start casting":"start casting","stop casting":"stop casting","enter fullscreen mode":"enter fullscreen mode","exit fullscreen mode":"exit fullscreen mode","enter picture in picture mode":"enter picture in picture mode","exit picture in picture mode":"exit picture in picture mode","seek to live":"seek to live","playing live":"playing live","seek back {seekOffset} seconds":"seek back {seekOffset} seconds","seek forward {seekOffset} seconds":"seek forward {seekOffset} seconds","Network Error":"Network Error","Decode Error":"Decode Error","Source Not Supported":"Source Not Supported","Encryption Error":"Encryption Error","A network error caused the media download to fail.":"A network error caused the media download to fail.","A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.":"A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.","An unsupported error occurred. The server or network failed, or your browser does not support this format.":"An unsupported error occurred. The server or network failed, or your browser does not support this format.","The media is encrypted and there are no keys to decrypt it.":"The media is encrypted and there are no keys to decrypt it.",hour:"hour",hours:"hours",minute:"minute",minutes:"minutes",second:"second",seconds:"seconds","{time} remaining":"{time} remaining","{currentTime} of {totalTime}":"{currentTime} of {totalTime}","video not loaded, unknown time.":"video not loaded, unknown time."};var dd,er={en:ld},ti=((dd=globalThis.navigator)==null?void 0:dd.language)||"en",cd=t=>{ti=t};var Yu=t=>{var e,i,r;let[n]=ti.split("-");return((e=er[ti])==null?void 0:e[t])||((i=er[n])==null?void 0:i[t])||((r=er.en)==null?void 0:r[t])||t},ud=()=>{let[t]=ti.split("-");return er[ti]?ti:er[t]?t:"en"},v=(t,e={})=>Yu(t).replace(/\{(\w+)\}/g,(i,r)=>r in e?String(e[r]):`{${r}}`);var _s=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Z=(t,e,i)=>(_s(t,e,"read from private field"),i?i.call(t):e.get(t)),de=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ke=(t,e,i,r)=>(_s(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ie=(t,e,i)=>(_s(t,e,"access private method"),i),tr,bn,ii,ai,ni,fs,ri,fn,gs,hd,bs,md,ir,_n,An,As,si,rr,lt,gn,A={AUDIO:"audio",AUTOHIDE:"autohide",BREAKPOINTS:"breakpoints",GESTURES_DISABLED:"gesturesdisabled",KEYBOARD_CONTROL:"keyboardcontrol",NO_AUTOHIDE:"noautohide",USER_INACTIVE:"userinactive",AUTOHIDE_OVER_CONTROLS:"autohideovercontrols"};function Qu(t){return`
    <style>
      
      :host([${s.MEDIA_IS_FULLSCREEN}]) ::slotted([slot=media]) {
        outline: none;
      }

      :host {
        box-sizing: border-box;
        position: relative;
        display: inline-block;
        line-height: 0;
        background-color: var(--media-background-color, #000);
        overflow: hidden;
      }

      :host(:not([${A.AUDIO}])) [part~=layer]:not([part~=media-layer]) {
        position: absolute;
        top: 0;
        left: 0;
        bottom: 0;
        right: 0;
        display: flex;
        flex-flow: column nowrap;
        align-items: start;
        pointer-events: none;
        background: none;
      }

      slot[name=media] {
        display: var(--media-slot-display, contents);
      }

      
      :host([${A.AUDIO}]) slot[name=media] {
        display: var(--media-slot-display, none);
      }

      
      :host([${A.AUDIO}]) [part~=layer][part~=gesture-layer] {
        height: 0;
        display: block;
      }

      
      :host(:not([${A.AUDIO}])[${A.GESTURES_DISABLED}]) ::slotted([slot=gestures-chrome]),
          :host(:not([${A.AUDIO}])[${A.GESTURES_DISABLED}]) media-gesture-receiver[slot=gestures-chrome] {
        display: none;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not(media-loading-indicator):not([role=dialog]):not([hidden])) {
        pointer-events: auto;
      }

      :host(:not([${A.AUDIO}])) *[part~=layer][part~=centered-layer] {
        align-items: center;
        justify-content: center;
      }

      :host(:not([${A.AUDIO}])) ::slotted(media-gesture-receiver[slot=gestures-chrome]),
      :host(:not([${A.AUDIO}])) media-gesture-receiver[slot=gestures-chrome] {
        align-self: stretch;
        flex-grow: 1;
      }

      slot[name=middle-chrome] {
        display: inline;
        flex-grow: 1;
        pointer-events: none;
        background: none;
      }

      
      ::slotted([slot=media]),
      ::slotted([slot=poster]) {
        width: 100%;
        height: 100%;
      }

      
      :host(:not([${A.AUDIO}])) .spacer {
        flex-grow: 1;
      }

      
      :host(:-webkit-full-screen) {
        
        width: 100% !important;
        height: 100% !important;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not([${A.NO_AUTOHIDE}]):not([hidden]):not([role=dialog])) {
        opacity: 1;
        transition: var(--media-control-transition-in, opacity 0.25s);
      }

      
      :host([${A.USER_INACTIVE}]:not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_AIRPLAYING}]):not([${s.MEDIA_IS_CASTING}]):not([${A.AUDIO}])) ::slotted(:not([slot=media]):not([slot=poster]):not([${A.NO_AUTOHIDE}]):not([role=dialog])) {
        opacity: 0;
        transition: var(--media-control-transition-out, opacity 1s);
      }

      :host([${A.USER_INACTIVE}]:not([${A.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${A.AUDIO}])) ::slotted([slot=media]) {
        cursor: none;
      }

      :host([${A.USER_INACTIVE}][${A.AUTOHIDE_OVER_CONTROLS}]:not([${A.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${A.AUDIO}])) * {
        --media-cursor: none;
        cursor: none;
      }


      ::slotted(media-control-bar)  {
        align-self: stretch;
      }

      
      
      :host(:not([${A.AUDIO}])[${s.MEDIA_HAS_PLAYED}]) slot[name=poster],
      :host(:not([${A.AUDIO}])[${s.MEDIA_STREAM_TYPE}="${pe.ON_DEMAND}"][${s.MEDIA_CURRENT_TIME}]:not([${s.MEDIA_CURRENT_TIME}="0"])) slot[name=poster] {
        display: none;
      }

      ::slotted([role=dialog]) {
        width: 100%;
        height: 100%;
        align-self: center;
      }

      ::slotted([role=menu]) {
        align-self: end;
      }
    </style>

    <slot name="media" part="layer media-layer"></slot>
    <slot name="poster" part="layer poster-layer"></slot>
    <slot name="gestures-chrome" part="layer gesture-layer">
      <media-gesture-receiver slot="gestures-chrome">
        <template shadowrootmode="${Es.shadowRootOptions.mode}">
          ${Es.getTemplateHTML({})}
        </template>
      </media-gesture-receiver>
    </slot>
    <span part="layer vertical-layer">
      <slot name="top-chrome" part="top chrome"></slot>
      <slot name="middle-chrome" part="middle chrome"></slot>
      <slot name="centered-chrome" part="layer centered-layer center centered chrome"></slot>
      
      <slot part="bottom chrome"></slot>
    </span>
    <slot name="dialog" part="layer dialog-layer"></slot>
  `}var zu=Object.values(s),Zu="sm:384 md:576 lg:768 xl:960";function Xu(t){pd(t.target,t.contentRect.width)}function pd(t,e){var i;if(!t.isConnected)return;let r=(i=t.getAttribute(A.BREAKPOINTS))!=null?i:Zu,n=Ju(r),a=ju(n,e),o=!1;if(Object.keys(n).forEach(d=>{if(a.includes(d)){t.hasAttribute(`breakpoint${d}`)||(t.setAttribute(`breakpoint${d}`,""),o=!0);return}t.hasAttribute(`breakpoint${d}`)&&(t.removeAttribute(`breakpoint${d}`),o=!0)}),o){let d=new CustomEvent(wt.BREAKPOINTS_CHANGE,{detail:a});t.dispatchEvent(d)}t.breakpointsComputed||(t.breakpointsComputed=!0,t.dispatchEvent(new CustomEvent(wt.BREAKPOINTS_COMPUTED,{bubbles:!0,composed:!0})))}function Ju(t){let e=t.split(/\s+/);return Object.fromEntries(e.map(i=>i.split(":")))}function ju(t,e){return Object.keys(t).filter(i=>e>=parseInt(t[i]))}var Lt=class extends l.HTMLElement{constructor(){if(super(),de(this,gs),de(this,bs),de(this,ir),de(this,An),de(this,si),de(this,tr,void 0),de(this,bn,0),de(this,ii,null),de(this,ai,null),de(this,ni,void 0),this.breakpointsComputed=!1,de(this,fs,e=>{let i=this.media;for(let r of e){if(r.type!=="childList")continue;let n=r.removedNodes;for(let a of n){if(a.slot!="media"||r.target!=this)continue;let o=r.previousSibling&&r.previousSibling.previousElementSibling;if(!o||!i)this.mediaUnsetCallback(a);else{let d=o.slot!=="media";for(;(o=o.previousSibling)!==null;)o.slot=="media"&&(d=!1);d&&this.mediaUnsetCallback(a)}}if(i)for(let a of r.addedNodes)a===i&&this.handleMediaUpdated(i)}}),de(this,ri,!1),de(this,fn,e=>{Z(this,ri)||(setTimeout(()=>{Xu(e),ke(this,ri,!1)},0),ke(this,ri,!0))}),de(this,lt,void 0),de(this,gn,()=>{if(!Z(this,lt).assignedElements({flatten:!0}).length){Z(this,ii)&&this.mediaUnsetCallback(Z(this,ii));return}this.handleMediaUpdated(this.media)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}ke(this,tr,new MutationObserver(Z(this,fs)))}static get observedAttributes(){return[A.AUTOHIDE,A.GESTURES_DISABLED].concat(zu).filter(e=>![s.MEDIA_RENDITION_LIST,s.MEDIA_AUDIO_TRACK_LIST,s.MEDIA_CHAPTERS_CUES,s.MEDIA_WIDTH,s.MEDIA_HEIGHT,s.MEDIA_ERROR,s.MEDIA_ERROR_MESSAGE].includes(e))}attributeChangedCallback(e,i,r){e.toLowerCase()==A.AUTOHIDE&&(this.autohide=r)}get media(){let e=this.querySelector(":scope > [slot=media]");return e?.nodeName=="SLOT"&&(e=e.assignedElements({flatten:!0})[0]),e}async handleMediaUpdated(e){e&&(ke(this,ii,e),e.localName.includes("-")&&await l.customElements.whenDefined(e.localName),this.mediaSetCallback(e))}connectedCallback(){var e;Z(this,tr).observe(this,{childList:!0,subtree:!0}),Je(this,Z(this,fn));let r=this.getAttribute(A.AUDIO)!=null?v("audio player"):v("video player");this.setAttribute("role","region"),this.setAttribute("aria-label",r),this.handleMediaUpdated(this.media),this.setAttribute(A.USER_INACTIVE,""),pd(this,this.getBoundingClientRect().width);let n=this.querySelector(":scope > slot[slot=media]");n&&(ke(this,lt,n),Z(this,lt).addEventListener("slotchange",Z(this,gn))),this.addEventListener("pointerdown",this),this.addEventListener("pointermove",this),this.addEventListener("pointerup",this),this.addEventListener("mouseleave",this),this.addEventListener("keyup",this),(e=l.window)==null||e.addEventListener("mouseup",this)}disconnectedCallback(){var e;je(this,Z(this,fn)),clearTimeout(Z(this,ai)),Z(this,tr).disconnect(),this.media&&this.mediaUnsetCallback(this.media),(e=l.window)==null||e.removeEventListener("mouseup",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointermove",this),this.removeEventListener("pointerup",this),this.removeEventListener("mouseleave",this),this.removeEventListener("keyup",this),Z(this,lt)&&(Z(this,lt).removeEventListener("slotchange",Z(this,gn)),ke(this,lt,null)),ke(this,ri,!1)}mediaSetCallback(e){}mediaUnsetCallback(e){ke(this,ii,null)}handleEvent(e){switch(e.type){case"pointerdown":ke(this,bn,e.timeStamp);break;case"pointermove":Ie(this,gs,hd).call(this,e);break;case"pointerup":Ie(this,bs,md).call(this,e);break;case"mouseleave":Ie(this,ir,_n).call(this);break;case"mouseup":this.removeAttribute(A.KEYBOARD_CONTROL);break;case"keyup":Ie(this,si,rr).call(this),this.setAttribute(A.KEYBOARD_CONTROL,"");break}}set autohide(e){let i=Number(e);ke(this,ni,isNaN(i)?0:i)}get autohide(){return(Z(this,ni)===void 0?2:Z(this,ni)).toString()}get breakpoints(){return C(this,A.BREAKPOINTS)}set breakpoints(e){D(this,A.BREAKPOINTS,e)}get audio(){return y(this,A.AUDIO)}set audio(e){S(this,A.AUDIO,e)}get gesturesDisabled(){return y(this,A.GESTURES_DISABLED)}set gesturesDisabled(e){S(this,A.GESTURES_DISABLED,e)}get keyboardControl(){return y(this,A.KEYBOARD_CONTROL)}set keyboardControl(e){S(this,A.KEYBOARD_CONTROL,e)}get noAutohide(){return y(this,A.NO_AUTOHIDE)}set noAutohide(e){S(this,A.NO_AUTOHIDE,e)}get autohideOverControls(){return y(this,A.AUTOHIDE_OVER_CONTROLS)}set autohideOverControls(e){S(this,A.AUTOHIDE_OVER_CONTROLS,e)}get userInteractive(){return y(this,A.USER_INACTIVE)}set userInteractive(e){S(this,A.USER_INACTIVE,e)}};tr=new WeakMap;bn=new WeakMap;ii=new WeakMap;ai=new WeakMap;ni=new WeakMap;fs=new WeakMap;ri=new WeakMap;fn=new WeakMap;gs=new WeakSet;hd=function(t){if(t.pointerType!=="mouse"&&t.timeStamp-Z(this,bn)<250)return;Ie(this,An,As).call(this),clearTimeout(Z(this,ai));let e=this.hasAttribute(A.AUTOHIDE_OVER_CONTROLS);([this,this.media].includes(t.target)||e)&&Ie(this,si,rr).call(this)};bs=new WeakSet;md=function(t){if(t.pointerType==="touch"){let e=!this.hasAttribute(A.USER_INACTIVE);[this,this.media].includes(t.target)&&e?Ie(this,ir,_n).call(this):Ie(this,si,rr).call(this)}else t.composedPath().some(e=>["media-play-button","media-fullscreen-button"].includes(e?.localName))&&Ie(this,si,rr).call(this)};ir=new WeakSet;_n=function(){if(Z(this,ni)<0||this.hasAttribute(A.USER_INACTIVE))return;this.setAttribute(A.USER_INACTIVE,"");let t=new l.CustomEvent(wt.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!0});this.dispatchEvent(t)};An=new WeakSet;As=function(){if(!this.hasAttribute(A.USER_INACTIVE))return;this.removeAttribute(A.USER_INACTIVE);let t=new l.CustomEvent(wt.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!1});this.dispatchEvent(t)};si=new WeakSet;rr=function(){Ie(this,An,As).call(this),clearTimeout(Z(this,ai));let t=parseInt(this.autohide);t<0||ke(this,ai,setTimeout(()=>{Ie(this,ir,_n).call(this)},t*1e3))};lt=new WeakMap;gn=new WeakMap;Lt.shadowRootOptions={mode:"open"};Lt.getTemplateHTML=Qu;l.customElements.get("media-container")||l.customElements.define("media-container",Lt);var Ms=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Dt=(t,e,i)=>(Ms(t,e,"read from private field"),i?i.call(t):e.get(t)),et=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ls=(t,e,i,r)=>(Ms(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Rt=(t,e,i)=>(Ms(t,e,"access private method"),i),yn,ar,Ct,Tn,Ts,ys,vd,Ss,Ed,ks,fd,Is,gd,ws,bd;function eh(t){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        display: var(--media-dialog-display, inline-flex);
        justify-content: center;
        align-items: center;
        
        transition-behavior: allow-discrete;
        visibility: hidden;
        opacity: 0;
        transform: translateY(2px) scale(.99);
        pointer-events: none;
      }

      :host([open]) {
        transition: display .2s, visibility 0s, opacity .2s ease-out, transform .15s ease-out;
        visibility: visible;
        opacity: 1;
        transform: translateY(0) scale(1);
        pointer-events: auto;
      }

      #content {
        display: flex;
        position: relative;
        box-sizing: border-box;
        width: min(320px, 100%);
        word-wrap: break-word;
        max-height: 100%;
        overflow: auto;
        text-align: center;
        line-height: 1.4;
      }
    </style>
    ${this.getSlotTemplateHTML(t)}
  `}function th(t){return`
    <slot id="content"></slot>
  `}var nr={OPEN:"open",ANCHOR:"anchor"},dt=class extends l.HTMLElement{constructor(){super(),et(this,Tn),et(this,ys),et(this,Ss),et(this,ks),et(this,Is),et(this,ws),et(this,yn,!1),et(this,ar,null),et(this,Ct,null)}static get observedAttributes(){return[nr.OPEN,nr.ANCHOR]}get open(){return y(this,nr.OPEN)}set open(e){S(this,nr.OPEN,e)}handleEvent(e){switch(e.type){case"invoke":Rt(this,ks,fd).call(this,e);break;case"focusout":Rt(this,Is,gd).call(this,e);break;case"keydown":Rt(this,ws,bd).call(this,e);break}}connectedCallback(){Rt(this,Tn,Ts).call(this),this.role||(this.role="dialog"),this.addEventListener("invoke",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this)}disconnectedCallback(){this.removeEventListener("invoke",this),this.removeEventListener("focusout",this),this.removeEventListener("keydown",this)}attributeChangedCallback(e,i,r){Rt(this,Tn,Ts).call(this),e===nr.OPEN&&r!==i&&(this.open?Rt(this,ys,vd).call(this):Rt(this,Ss,Ed).call(this))}focus(){Ls(this,ar,Ji());let e=!this.dispatchEvent(new Event("focus",{composed:!0,cancelable:!0})),i=!this.dispatchEvent(new Event("focusin",{composed:!0,bubbles:!0,cancelable:!0}));if(e||i)return;let r=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');r?.focus()}get keysUsed(){return["Escape","Tab"]}};yn=new WeakMap;ar=new WeakMap;Ct=new WeakMap;Tn=new WeakSet;Ts=function(){if(!Dt(this,yn)&&(Ls(this,yn,!0),!this.shadowRoot)){this.attachShadow(this.constructor.shadowRootOptions);let t=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t),queueMicrotask(()=>{let{style:e}=W(this.shadowRoot,":host");e.setProperty("transition","display .15s, visibility .15s, opacity .15s ease-in, transform .15s ease-in")})}};ys=new WeakSet;vd=function(){var t;(t=Dt(this,Ct))==null||t.setAttribute("aria-expanded","true"),this.dispatchEvent(new Event("open",{composed:!0,bubbles:!0})),this.addEventListener("transitionend",()=>this.focus(),{once:!0})};Ss=new WeakSet;Ed=function(){var t;(t=Dt(this,Ct))==null||t.setAttribute("aria-expanded","false"),this.dispatchEvent(new Event("close",{composed:!0,bubbles:!0}))};ks=new WeakSet;fd=function(t){Ls(this,Ct,t.relatedTarget),le(this,t.relatedTarget)||(this.open=!this.open)};Is=new WeakSet;gd=function(t){var e;le(this,t.relatedTarget)||((e=Dt(this,ar))==null||e.focus(),Dt(this,Ct)&&Dt(this,Ct)!==t.relatedTarget&&this.open&&(this.open=!1))};ws=new WeakSet;bd=function(t){var e,i,r,n,a;let{key:o,ctrlKey:d,altKey:c,metaKey:m}=t;d||c||m||this.keysUsed.includes(o)&&(t.preventDefault(),t.stopPropagation(),o==="Tab"?(t.shiftKey?(i=(e=this.previousElementSibling)==null?void 0:e.focus)==null||i.call(e):(n=(r=this.nextElementSibling)==null?void 0:r.focus)==null||n.call(r),this.blur()):o==="Escape"&&((a=Dt(this,ar))==null||a.focus(),this.open=!1))};dt.shadowRootOptions={mode:"open"};dt.getTemplateHTML=eh;dt.getSlotTemplateHTML=th;l.customElements.get("media-chrome-dialog")||l.customElements.define("media-chrome-dialog",dt);var ih=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ct=(t,e,i)=>(ih(t,e,"read from private field"),i?i.call(t):e.get(t)),_d=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},oi,li,sr={HOTKEYS:"hotkeys"},rh=[{keys:[{key:" ",label:"Space"},{key:"k"}],description:"Toggle Playback"},{keys:[{key:"m"}],description:"Toggle mute"},{keys:[{key:"f"}],description:"Toggle fullscreen"},{keys:[{key:"c"}],description:"Toggle captions or subtitles, if available"},{keys:[{key:"p"}],description:"Toggle Picture in Picture"},{keys:[{key:"ArrowLeft",label:"\u2190"},{key:"j"}],description:"Seek back 10s"},{keys:[{key:"ArrowRight",label:"\u2192"},{key:"l"}],description:"Seek forward 10s"},{keys:[{key:"ArrowUp",label:"\u2191"}],description:"Turn volume up"},{keys:[{key:"ArrowDown",label:"\u2193"}],description:"Turn volume down"},{keys:[{key:"<",label:"< (SHIFT+,)"}],description:"Decrease playback rate"},{keys:[{key:">",label:"> (SHIFT+.)"}],description:"Increase playback rate"},{keys:[{key:"shift+/",label:"SHIFT+/"}],description:"Show keyboard shortcuts"}];function kn(t){return t===" "?"nospace":`no${t.toLowerCase()}`}function nh(t){let e=new Set(t?.split(/\s+/));return rh.map(({keys:i,description:r})=>({keys:i.filter(({key:n})=>!e.has(kn(n))),description:r})).filter(({keys:i})=>i.length)}function ah(t){return`
    <style>
      :host {
        position: fixed;
        top: 0;
        left: 0;
        z-index: 9999;
        background: rgb(20 20 30 / .8);
        backdrop-filter: blur(10px);
      }

      #content {
        display: block;
        width: clamp(400px, 40vw, 700px);
        max-width: 90vw;
        text-align: left;
      }

      h2 {
        margin: 0 0 1.5rem 0;
        font-size: 1.5rem;
        font-weight: 500;
        text-align: center;
      }

      .shortcuts-table {
        width: 100%;
        border-collapse: collapse;
      }

      .shortcuts-table tr {
        border-bottom: 1px solid rgba(255, 255, 255, 0.1);
      }

      .shortcuts-table tr:last-child {
        border-bottom: none;
      }

      .shortcuts-table td {
        padding: 0.75rem 0.5rem;
      }

      .shortcuts-table td:first-child {
        text-align: right;
        padding-right: 1rem;
        width: 40%;
        min-width: 120px;
      }

      .shortcuts-table td:last-child {
        padding-left: 1rem;
      }

      .key {
        display: inline-block;
        background: rgba(255, 255, 255, 0.15);
        border: 1px solid rgba(255, 255, 255, 0.2);
        border-radius: 4px;
        padding: 0.25rem 0.5rem;
        font-family: 'Courier New', monospace;
        font-size: 0.9rem;
        font-weight: 500;
        min-width: 1.5rem;
        text-align: center;
        margin: 0 0.2rem;
      }

      .description {
        color: rgba(255, 255, 255, 0.9);
        font-size: 0.95rem;
      }

      .key-combo {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: 0.3rem;
      }

      .key-separator {
        color: rgba(255, 255, 255, 0.5);
        font-size: 0.9rem;
      }
    </style>
    <slot id="content">
      ${Ad(t[sr.HOTKEYS])}
    </slot>
  `}function Ad(t){return`
    <h2>Keyboard Shortcuts</h2>
    <table class="shortcuts-table">${nh(t).map(({keys:i,description:r})=>`
        <tr>
          <td>
            <div class="key-combo">${i.map(({key:a,label:o=a},d)=>d>0?`<span class="key-separator">or</span><span class="key">${o}</span>`:`<span class="key">${o}</span>`).join("")}</div>
          </td>
          <td class="description">${r}</td>
        </tr>
      `).join("")}</table>
  `}var Sn=class extends dt{constructor(){super(...arguments),_d(this,oi,e=>{var i;if(!this.open)return;let r=(i=this.shadowRoot)==null?void 0:i.querySelector("#content");if(!r)return;let n=e.composedPath(),a=n[0]===this||n.includes(this),o=n.includes(r);a&&!o&&(this.open=!1)}),_d(this,li,e=>{if(!this.open)return;let i=e.shiftKey&&(e.key==="/"||e.key==="?");(e.key==="Escape"||i)&&!e.ctrlKey&&!e.altKey&&!e.metaKey&&(this.open=!1,e.preventDefault(),e.stopPropagation())})}static get observedAttributes(){return[...super.observedAttributes,sr.HOTKEYS]}get hotkeys(){var e;return(e=C(this,sr.HOTKEYS))!=null?e:void 0}set hotkeys(e){D(this,sr.HOTKEYS,e)}connectedCallback(){super.connectedCallback(),this.open&&(this.addEventListener("click",ct(this,oi)),document.addEventListener("keydown",ct(this,li)))}disconnectedCallback(){this.removeEventListener("click",ct(this,oi)),document.removeEventListener("keydown",ct(this,li))}attributeChangedCallback(e,i,r){var n;if(super.attributeChangedCallback(e,i,r),e==="open")this.open?(this.addEventListener("click",ct(this,oi)),document.addEventListener("keydown",ct(this,li))):(this.removeEventListener("click",ct(this,oi)),document.removeEventListener("keydown",ct(this,li)));else if(e===sr.HOTKEYS&&r!==i){let a=(n=this.shadowRoot)==null?void 0:n.querySelector("#content");a&&(a.innerHTML=Ad(r))}}};oi=new WeakMap;li=new WeakMap;Sn.getSlotTemplateHTML=ah;l.customElements.get("media-keyboard-shortcuts-dialog")||l.customElements.define("media-keyboard-shortcuts-dialog",Sn);var Td=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},te=(t,e,i)=>(Td(t,e,"read from private field"),i?i.call(t):e.get(t)),or=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},In=(t,e,i,r)=>(Td(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),di,ci,wn,xt,tt,ut,ht=class{constructor(e,i,{defaultValue:r}={defaultValue:void 0}){or(this,tt),or(this,di,void 0),or(this,ci,void 0),or(this,wn,void 0),or(this,xt,new Set),In(this,di,e),In(this,ci,i),In(this,wn,new Set(r))}[Symbol.iterator](){return te(this,tt,ut).values()}get length(){return te(this,tt,ut).size}get value(){var e;return(e=[...te(this,tt,ut)].join(" "))!=null?e:""}set value(e){var i;e!==this.value&&(In(this,xt,new Set),this.add(...(i=e?.split(" "))!=null?i:[]))}toString(){return this.value}item(e){return[...te(this,tt,ut)][e]}values(){return te(this,tt,ut).values()}forEach(e,i){te(this,tt,ut).forEach(e,i)}add(...e){var i,r;e.forEach(n=>te(this,xt).add(n)),!(this.value===""&&!((i=te(this,di))!=null&&i.hasAttribute(`${te(this,ci)}`)))&&((r=te(this,di))==null||r.setAttribute(`${te(this,ci)}`,`${this.value}`))}remove(...e){var i;e.forEach(r=>te(this,xt).delete(r)),(i=te(this,di))==null||i.setAttribute(`${te(this,ci)}`,`${this.value}`)}contains(e){return te(this,tt,ut).has(e)}toggle(e,i){return typeof i<"u"?i?(this.add(e),!0):(this.remove(e),!1):this.contains(e)?(this.remove(e),!1):(this.add(e),!0)}replace(e,i){return this.remove(e),this.add(i),e===i}};di=new WeakMap;ci=new WeakMap;wn=new WeakMap;xt=new WeakMap;tt=new WeakSet;ut=function(){return te(this,xt).size?te(this,xt):te(this,wn)};function yd(t){return t?.map(sh).join(" ")}function Sd(t){return t?.split(/\s+/).map(oh)}function sh(t){if(t){let{id:e,width:i,height:r}=t;return[e,i,r].filter(n=>n!=null).join(":")}}function oh(t){if(t){let[e,i,r]=t.split(":");return{id:e,width:+i,height:+r}}}function kd(t){return t?.map(lh).join(" ")}function Id(t){return t?.split(/\s+/).map(dh)}function lh(t){if(t){let{id:e,kind:i,language:r,label:n}=t;return[e,i,r,n].filter(a=>a!=null).join(":")}}function dh(t){if(t){let[e,i,r,n]=t.split(":");return{id:e,kind:i,language:r,label:n}}}function ui(t){return typeof t=="number"&&!Number.isNaN(t)&&Number.isFinite(t)}var Mn=t=>new Promise(e=>setTimeout(e,t));var ch=(t="")=>t.split(/\s+/),wd=(t="")=>{let[e,i,r]=t.split(":"),n=r?decodeURIComponent(r):void 0;return{kind:e==="cc"?ue.CAPTIONS:ue.SUBTITLES,language:i,label:n}},lr=(t="",e={})=>ch(t).map(i=>{let r=wd(i);return{...e,...r}}),Rs=t=>t?Array.isArray(t)?t.map(e=>typeof e=="string"?wd(e):e):typeof t=="string"?lr(t):[t]:[],Ln=({kind:t,label:e,language:i}={kind:"subtitles"})=>e?`${t==="captions"?"cc":"sb"}:${i}:${encodeURIComponent(e)}`:i,Ot=(t=[])=>Array.prototype.map.call(t,Ln).join(" "),uh=(t,e)=>i=>i[t]===e,Md=t=>{let e=Object.entries(t).map(([i,r])=>uh(i,r));return i=>e.every(r=>r(i))},Ut=(t,e=[],i=[])=>{let r=Rs(i).map(Md),n=a=>r.some(o=>o(a));Array.from(e).filter(n).forEach(a=>{a.mode=t})},Pt=(t,e=()=>!0)=>{if(!t?.textTracks)return[];let i=typeof e=="function"?e:Md(e);return Array.from(t.textTracks).filter(i)},Ld=t=>{var e;return!!((e=t.mediaSubtitlesShowing)!=null&&e.length)||t.hasAttribute(s.MEDIA_SUBTITLES_SHOWING)};var Dd=t=>{var e;let{media:i,fullscreenElement:r}=t;try{let n=r&&"requestFullscreen"in r?"requestFullscreen":r&&"webkitRequestFullScreen"in r?"webkitRequestFullScreen":void 0;if(n){let a=(e=r[n])==null?void 0:e.call(r);if(a instanceof Promise)return a.catch(()=>{})}else i?.webkitEnterFullscreen?i.webkitEnterFullscreen():i?.requestFullscreen&&i.requestFullscreen()}catch(n){console.error(n)}},Rd="exitFullscreen"in V?"exitFullscreen":"webkitExitFullscreen"in V?"webkitExitFullscreen":"webkitCancelFullScreen"in V?"webkitCancelFullScreen":void 0,Cd=t=>{var e;let{documentElement:i}=t;if(Rd){let r=(e=i?.[Rd])==null?void 0:e.call(i);if(r instanceof Promise)return r.catch(()=>{})}},dr="fullscreenElement"in V?"fullscreenElement":"webkitFullscreenElement"in V?"webkitFullscreenElement":void 0,hh=t=>{let{documentElement:e,media:i}=t,r=e?.[dr];return!r&&"webkitDisplayingFullscreen"in i&&"webkitPresentationMode"in i&&i.webkitDisplayingFullscreen&&i.webkitPresentationMode===rd.FULLSCREEN?i:r},xd=t=>{var e;let{media:i,documentElement:r,fullscreenElement:n=i}=t;if(!i||!r)return!1;let a=hh(t);if(!a)return!1;if(a===n||a===i)return!0;if(a.localName.includes("-")){let o=a.shadowRoot;if(!(dr in o))return le(a,n);for(;o?.[dr];){if(o[dr]===n)return!0;o=(e=o[dr])==null?void 0:e.shadowRoot}}return!1},mh="fullscreenEnabled"in V?"fullscreenEnabled":"webkitFullscreenEnabled"in V?"webkitFullscreenEnabled":void 0,Od=t=>{let{documentElement:e,media:i}=t;return!!e?.[mh]||i&&"webkitSupportsFullscreen"in i};var Rn,Ds=()=>{var t,e;return Rn||(Rn=(e=(t=V)==null?void 0:t.createElement)==null?void 0:e.call(t,"video"),Rn)},Ud=async(t=Ds())=>{if(!t)return!1;let e=t.volume;t.volume=e/2+.1;let i=new AbortController,r=await Promise.race([ph(t,i.signal),vh(t,e)]);return i.abort(),r},ph=(t,e)=>new Promise(i=>{t.addEventListener("volumechange",()=>i(!0),{signal:e})}),vh=async(t,e)=>{for(let i=0;i<10;i++){if(t.volume===e)return!1;await Mn(10)}return t.volume!==e},Eh=/.*Version\/.*Safari\/.*/.test(l.navigator.userAgent),Cs=(t=Ds())=>l.matchMedia("(display-mode: standalone)").matches&&Eh?!1:typeof t?.requestPictureInPicture=="function",xs=(t=Ds())=>Od({documentElement:V,media:t}),Pd=xs(),Nd=Cs(),Hd=!!l.WebKitPlaybackTargetAvailabilityEvent,$d=!!l.chrome;var hi=t=>Pt(t.media,e=>[ue.SUBTITLES,ue.CAPTIONS].includes(e.kind)).sort((e,i)=>e.kind>=i.kind?1:-1),Os=t=>Pt(t.media,e=>e.mode===ot.SHOWING&&[ue.SUBTITLES,ue.CAPTIONS].includes(e.kind)),Dn=(t,e)=>{let i=hi(t),r=Os(t),n=!!r.length;if(i.length){if(e===!1||n&&e!==!0)Ut(ot.DISABLED,i,r);else if(e===!0||!n&&e!==!1){let a=i[0],{options:o}=t;if(!o?.noSubtitlesLangPref){let f=l.localStorage.getItem("media-chrome-pref-subtitles-lang"),T=f?[f,...l.navigator.languages]:l.navigator.languages,b=i.filter(p=>T.some(k=>p.language.toLowerCase().startsWith(k.split("-")[0]))).sort((p,k)=>{let g=T.findIndex(M=>p.language.toLowerCase().startsWith(M.split("-")[0])),L=T.findIndex(M=>k.language.toLowerCase().startsWith(M.split("-")[0]));return g-L});b[0]&&(a=b[0])}let{language:d,label:c,kind:m}=a;Ut(ot.DISABLED,i,r),Ut(ot.SHOWING,i,[{language:d,label:c,kind:m}])}}},Cn=(t,e)=>t===e?!0:t==null||e==null||typeof t!=typeof e?!1:typeof t=="number"&&Number.isNaN(t)&&Number.isNaN(e)?!0:typeof t!="object"?!1:Array.isArray(t)?fh(t,e):Object.entries(t).every(([i,r])=>i in e&&Cn(r,e[i])),fh=(t,e)=>{let i=Array.isArray(t),r=Array.isArray(e);return i!==r?!1:i||r?t.length!==e.length?!1:t.every((n,a)=>Cn(n,e[a])):!0};var gh=Object.values(pe),xn,bh=Ud().then(t=>(xn=t,xn)),Wd=async(...t)=>{await Promise.all(t.filter(e=>e).map(async e=>{if(!("localName"in e&&e instanceof l.HTMLElement))return;let i=e.localName;if(!i.includes("-"))return;let r=l.customElements.get(i);r&&e instanceof r||(await l.customElements.whenDefined(i),l.customElements.upgrade(e))}))},_h=new l.DOMParser,Ah=t=>t&&(_h.parseFromString(t,"text/html").body.textContent||t),mi={mediaError:{get(t,e){let{media:i}=t;if(e?.type!=="playing")return i?.error},mediaEvents:["emptied","error","playing"]},mediaErrorCode:{get(t,e){var i;let{media:r}=t;if(e?.type!=="playing")return(i=r?.error)==null?void 0:i.code},mediaEvents:["emptied","error","playing"]},mediaErrorMessage:{get(t,e){var i,r;let{media:n}=t;if(e?.type!=="playing")return(r=(i=n?.error)==null?void 0:i.message)!=null?r:""},mediaEvents:["emptied","error","playing"]},mediaWidth:{get(t){var e;let{media:i}=t;return(e=i?.videoWidth)!=null?e:0},mediaEvents:["resize"]},mediaHeight:{get(t){var e;let{media:i}=t;return(e=i?.videoHeight)!=null?e:0},mediaEvents:["resize"]},mediaPaused:{get(t){var e;let{media:i}=t;return(e=i?.paused)!=null?e:!0},set(t,e){var i;let{media:r}=e;r&&(t?r.pause():(i=r.play())==null||i.catch(()=>{}))},mediaEvents:["play","playing","pause","emptied"]},mediaHasPlayed:{get(t,e){let{media:i}=t;return i?e?e.type==="playing":!i.paused:!1},mediaEvents:["playing","emptied"]},mediaEnded:{get(t){var e;let{media:i}=t;return(e=i?.ended)!=null?e:!1},mediaEvents:["seeked","ended","emptied"]},mediaPlaybackRate:{get(t){var e;let{media:i}=t;return(e=i?.playbackRate)!=null?e:1},set(t,e){let{media:i}=e;i&&Number.isFinite(+t)&&(i.playbackRate=+t)},mediaEvents:["ratechange","loadstart"]},mediaMuted:{get(t){var e;let{media:i}=t;return(e=i?.muted)!=null?e:!1},set(t,e){let{media:i,options:{noMutedPref:r}={}}=e;if(i){i.muted=t;try{let n=l.localStorage.getItem("media-chrome-pref-muted")!==null,a=i.hasAttribute("muted");if(r){n&&l.localStorage.removeItem("media-chrome-pref-muted");return}if(a&&!n)return;l.localStorage.setItem("media-chrome-pref-muted",t?"true":"false")}catch(n){console.debug("Error setting muted pref",n)}}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{let{options:{noMutedPref:i}}=e,{media:r}=e;if(!(!r||r.muted||i))try{let n=l.localStorage.getItem("media-chrome-pref-muted")==="true";mi.mediaMuted.set(n,e),t(n)}catch(n){console.debug("Error getting muted pref",n)}}]},mediaLoop:{get(t){let{media:e}=t;return e?.loop},set(t,e){let{media:i}=e;i&&(i.loop=t)},mediaEvents:["medialooprequest"]},mediaVolume:{get(t){var e;let{media:i}=t;return(e=i?.volume)!=null?e:1},set(t,e){let{media:i,options:{noVolumePref:r}={}}=e;if(i){try{t==null?l.localStorage.removeItem("media-chrome-pref-volume"):!i.hasAttribute("muted")&&!r&&l.localStorage.setItem("media-chrome-pref-volume",t.toString())}catch(n){console.debug("Error setting volume pref",n)}Number.isFinite(+t)&&(i.volume=+t)}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{let{options:{noVolumePref:i}}=e;if(!i)try{let{media:r}=e;if(!r)return;let n=l.localStorage.getItem("media-chrome-pref-volume");if(n==null)return;mi.mediaVolume.set(+n,e),t(+n)}catch(r){console.debug("Error getting volume pref",r)}}]},mediaVolumeLevel:{get(t){let{media:e}=t;return typeof e?.volume>"u"?"high":e.muted||e.volume===0?"off":e.volume<.5?"low":e.volume<.75?"medium":"high"},mediaEvents:["volumechange"]},mediaCurrentTime:{get(t){var e;let{media:i}=t;return(e=i?.currentTime)!=null?e:0},set(t,e){let{media:i}=e;!i||!ui(t)||(i.currentTime=t)},mediaEvents:["timeupdate","loadedmetadata","seeking"]},mediaDuration:{get(t){let{media:e,options:{defaultDuration:i}={}}=t;return i&&(!e||!e.duration||Number.isNaN(e.duration)||!Number.isFinite(e.duration))?i:Number.isFinite(e?.duration)?e.duration:Number.NaN},mediaEvents:["durationchange","loadedmetadata","emptied"]},mediaLoading:{get(t){let{media:e}=t;return e?.readyState<3},mediaEvents:["waiting","playing","emptied"]},mediaSeekable:{get(t){var e;let{media:i}=t;if(!((e=i?.seekable)!=null&&e.length))return;let r=i.seekable.start(0),n=i.seekable.end(i.seekable.length-1);if(!(!r&&!n))return[Number(r.toFixed(3)),Number(n.toFixed(3))]},mediaEvents:["loadedmetadata","emptied","progress","seekablechange"]},mediaBuffered:{get(t){var e;let{media:i}=t,r=(e=i?.buffered)!=null?e:[];return Array.from(r).map((n,a)=>[Number(r.start(a).toFixed(3)),Number(r.end(a).toFixed(3))])},mediaEvents:["progress","emptied"]},mediaStreamType:{get(t){let{media:e,options:{defaultStreamType:i}={}}=t,r=[pe.LIVE,pe.ON_DEMAND].includes(i)?i:void 0;if(!e)return r;let{streamType:n}=e;if(gh.includes(n))return n===pe.UNKNOWN?r:n;let a=e.duration;return a===1/0?pe.LIVE:Number.isFinite(a)?pe.ON_DEMAND:r},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange"]},mediaTargetLiveWindow:{get(t){let{media:e}=t;if(!e)return Number.NaN;let{targetLiveWindow:i}=e,r=mi.mediaStreamType.get(t);return(i==null||Number.isNaN(i))&&r===pe.LIVE?0:i},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange","targetlivewindowchange"]},mediaTimeIsLive:{get(t){let{media:e,options:{liveEdgeOffset:i=10}={}}=t;if(!e)return!1;if(typeof e.liveEdgeStart=="number")return Number.isNaN(e.liveEdgeStart)?!1:e.currentTime>=e.liveEdgeStart;if(!(mi.mediaStreamType.get(t)===pe.LIVE))return!1;let n=e.seekable;if(!n)return!0;if(!n.length)return!1;let a=n.end(n.length-1)-i;return e.currentTime>=a},mediaEvents:["playing","timeupdate","progress","waiting","emptied"]},mediaSubtitlesList:{get(t){return hi(t).map(({kind:e,label:i,language:r})=>({kind:e,label:i,language:r}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack"]},mediaSubtitlesShowing:{get(t){return Os(t).map(({kind:e,label:i,language:r})=>({kind:e,label:i,language:r}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i,r;let{media:n,options:a}=e;if(!n)return;let o=d=>{var c;!a.defaultSubtitles||d&&![ue.CAPTIONS,ue.SUBTITLES].includes((c=d?.track)==null?void 0:c.kind)||Dn(e,!0)};return n.addEventListener("loadstart",o),(i=n.textTracks)==null||i.addEventListener("addtrack",o),(r=n.textTracks)==null||r.addEventListener("removetrack",o),()=>{var d,c;n.removeEventListener("loadstart",o),(d=n.textTracks)==null||d.removeEventListener("addtrack",o),(c=n.textTracks)==null||c.removeEventListener("removetrack",o)}}]},mediaChaptersCues:{get(t){var e;let{media:i}=t;if(!i)return[];let[r]=Pt(i,{kind:ue.CHAPTERS});return Array.from((e=r?.cues)!=null?e:[]).map(({text:n,startTime:a,endTime:o})=>({text:Ah(n),startTime:a,endTime:o}))},mediaEvents:["loadstart","loadedmetadata"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:r}=e;if(!r)return;let n=r.querySelector('track[kind="chapters"][default][src]'),a=(i=r.shadowRoot)==null?void 0:i.querySelector(':is(video,audio) > track[kind="chapters"][default][src]');return n?.addEventListener("load",t),a?.addEventListener("load",t),()=>{n?.removeEventListener("load",t),a?.removeEventListener("load",t)}}]},mediaIsPip:{get(t){var e,i;let{media:r,documentElement:n}=t;if(!r||!n||!n.pictureInPictureElement)return!1;if(n.pictureInPictureElement===r)return!0;if(n.pictureInPictureElement instanceof HTMLMediaElement)return(e=r.localName)!=null&&e.includes("-")?le(r,n.pictureInPictureElement):!1;if(n.pictureInPictureElement.localName.includes("-")){let a=n.pictureInPictureElement.shadowRoot;for(;a?.pictureInPictureElement;){if(a.pictureInPictureElement===r)return!0;a=(i=a.pictureInPictureElement)==null?void 0:i.shadowRoot}}return!1},set(t,e){let{media:i}=e;if(i)if(t){if(!V.pictureInPictureEnabled){console.warn("MediaChrome: Picture-in-picture is not enabled");return}if(!i.requestPictureInPicture){console.warn("MediaChrome: The current media does not support picture-in-picture");return}let r=()=>{console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a readyState > 0.")};i.requestPictureInPicture().catch(n=>{if(n.code===11){if(!i.src){console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a src set.");return}if(i.readyState===0&&i.preload==="none"){let a=()=>{i.removeEventListener("loadedmetadata",o),i.preload="none"},o=()=>{i.requestPictureInPicture().catch(r),a()};i.addEventListener("loadedmetadata",o),i.preload="metadata",setTimeout(()=>{i.readyState===0&&r(),a()},1e3)}else throw n}else throw n})}else V.pictureInPictureElement&&V.exitPictureInPicture()},mediaEvents:["enterpictureinpicture","leavepictureinpicture"]},mediaRenditionList:{get(t){var e;let{media:i}=t;return[...(e=i?.videoRenditions)!=null?e:[]].map(r=>({...r}))},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaRenditionSelected:{get(t){var e,i,r;let{media:n}=t;return(r=(i=n?.videoRenditions)==null?void 0:i[(e=n.videoRenditions)==null?void 0:e.selectedIndex])==null?void 0:r.id},set(t,e){let{media:i}=e;if(!i?.videoRenditions){console.warn("MediaController: Rendition selection not supported by this media.");return}let r=t,n=Array.prototype.findIndex.call(i.videoRenditions,a=>a.id==r);i.videoRenditions.selectedIndex!=n&&(i.videoRenditions.selectedIndex=n)},mediaEvents:["emptied"],videoRenditionsEvents:["addrendition","removerendition","change"]},mediaAudioTrackList:{get(t){var e;let{media:i}=t;return[...(e=i?.audioTracks)!=null?e:[]]},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaAudioTrackEnabled:{get(t){var e,i;let{media:r}=t;return(i=[...(e=r?.audioTracks)!=null?e:[]].find(n=>n.enabled))==null?void 0:i.id},set(t,e){let{media:i}=e;if(!i?.audioTracks){console.warn("MediaChrome: Audio track selection not supported by this media.");return}let r=t;for(let n of i.audioTracks)n.enabled=r==n.id},mediaEvents:["emptied"],audioTracksEvents:["addtrack","removetrack","change"]},mediaIsFullscreen:{get(t){return xd(t)},set(t,e,i){var r,n;t?(Dd(e),i.detail&&!((r=e.media)!=null&&r.inert)&&((n=e.media)==null||n.focus())):Cd(e)},rootEvents:["fullscreenchange","webkitfullscreenchange"],mediaEvents:["webkitbeginfullscreen","webkitendfullscreen","webkitpresentationmodechanged"]},mediaIsCasting:{get(t){var e;let{media:i}=t;return!i?.remote||((e=i.remote)==null?void 0:e.state)==="disconnected"?!1:i.remote.state==="connected"},set(t,e){var i,r;let{media:n}=e;if(n&&!(t&&((i=n.remote)==null?void 0:i.state)!=="disconnected")&&!(!t&&((r=n.remote)==null?void 0:r.state)!=="connected")){if(typeof n.remote.prompt!="function"){console.warn("MediaChrome: Casting is not supported in this environment");return}n.remote.prompt().catch(()=>{})}},remoteEvents:["connect","connecting","disconnect"]},mediaIsAirplaying:{get(){return!1},set(t,e){let{media:i}=e;if(i){if(!(i.webkitShowPlaybackTargetPicker&&l.WebKitPlaybackTargetAvailabilityEvent)){console.error("MediaChrome: received a request to select AirPlay but AirPlay is not supported in this environment");return}i.webkitShowPlaybackTargetPicker()}},mediaEvents:["webkitcurrentplaybacktargetiswirelesschanged"]},mediaFullscreenUnavailable:{get(t){let{media:e}=t;if(!Pd||!xs(e))return he.UNSUPPORTED}},mediaPipUnavailable:{get(t){let{media:e}=t;if(!Nd||!Cs(e))return he.UNSUPPORTED;if(e?.disablePictureInPicture)return he.UNAVAILABLE}},mediaVolumeUnavailable:{get(t){let{media:e}=t;if(xn===!1||e?.volume==null)return he.UNSUPPORTED},stateOwnersUpdateHandlers:[t=>{xn==null&&bh.then(e=>t(e?void 0:he.UNSUPPORTED))}]},mediaCastUnavailable:{get(t,{availability:e="not-available"}={}){var i;let{media:r}=t;if(!$d||!((i=r?.remote)!=null&&i.state))return he.UNSUPPORTED;if(!(e==null||e==="available"))return he.UNAVAILABLE},stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:r}=e;return r?(r.disableRemotePlayback||r.hasAttribute("disableremoteplayback")||(i=r?.remote)==null||i.watchAvailability(a=>{t({availability:a?"available":"not-available"})}).catch(a=>{a.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var a;(a=r?.remote)==null||a.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaAirplayUnavailable:{get(t,e){if(!Hd)return he.UNSUPPORTED;if(e?.availability==="not-available")return he.UNAVAILABLE},mediaEvents:["webkitplaybacktargetavailabilitychanged"],stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:r}=e;return r?(r.disableRemotePlayback||r.hasAttribute("disableremoteplayback")||(i=r?.remote)==null||i.watchAvailability(a=>{t({availability:a?"available":"not-available"})}).catch(a=>{a.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var a;(a=r?.remote)==null||a.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaRenditionUnavailable:{get(t){var e;let{media:i}=t;if(!i?.videoRenditions)return he.UNSUPPORTED;if(!((e=i.videoRenditions)!=null&&e.length))return he.UNAVAILABLE},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaAudioTrackUnavailable:{get(t){var e,i;let{media:r}=t;if(!r?.audioTracks)return he.UNSUPPORTED;if(((i=(e=r.audioTracks)==null?void 0:e.length)!=null?i:0)<=1)return he.UNAVAILABLE},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaLang:{get(t){let{options:{mediaLang:e}={}}=t;return e??"en"}}};var Bd={[h.MEDIA_PREVIEW_REQUEST](t,e,{detail:i}){var r,n,a;let{media:o}=e,d=i??void 0,c,m;if(o&&d!=null){let[p]=Pt(o,{kind:ue.METADATA,label:"thumbnails"}),k=Array.prototype.find.call((r=p?.cues)!=null?r:[],(g,L,M)=>L===0?g.endTime>d:L===M.length-1?g.startTime<=d:g.startTime<=d&&g.endTime>d);if(k){let g=/'^(?:[a-z]+:)?\/\//i.test(k.text)||(n=o?.querySelector('track[label="thumbnails"]'))==null?void 0:n.src,L=new URL(k.text,g);m=new URLSearchParams(L.hash).get("#xywh").split(",").map(oe=>+oe),c=L.href}}let f=t.mediaDuration.get(e),b=(a=t.mediaChaptersCues.get(e).find((p,k,g)=>k===g.length-1&&f===p.endTime?p.startTime<=d&&p.endTime>=d:p.startTime<=d&&p.endTime>d))==null?void 0:a.text;return i!=null&&b==null&&(b=""),{mediaPreviewTime:d,mediaPreviewImage:c,mediaPreviewCoords:m,mediaPreviewChapter:b}},[h.MEDIA_PAUSE_REQUEST](t,e){t["mediaPaused"].set(!0,e)},[h.MEDIA_PLAY_REQUEST](t,e){var i,r,n,a;let o="mediaPaused",c=t.mediaStreamType.get(e)===pe.LIVE,m=!((i=e.options)!=null&&i.noAutoSeekToLive),f=t.mediaTargetLiveWindow.get(e)>0;if(c&&m&&!f){let T=(r=t.mediaSeekable.get(e))==null?void 0:r[1];if(T){let b=(a=(n=e.options)==null?void 0:n.seekToLiveOffset)!=null?a:0,p=T-b;t.mediaCurrentTime.set(p,e)}}t[o].set(!1,e)},[h.MEDIA_PLAYBACK_RATE_REQUEST](t,e,{detail:i}){let r="mediaPlaybackRate",n=i;t[r].set(n,e)},[h.MEDIA_MUTE_REQUEST](t,e){t["mediaMuted"].set(!0,e)},[h.MEDIA_UNMUTE_REQUEST](t,e){let i="mediaMuted";t.mediaVolume.get(e)||t.mediaVolume.set(.25,e),t[i].set(!1,e)},[h.MEDIA_LOOP_REQUEST](t,e,{detail:i}){let r="mediaLoop",n=!!i;return t[r].set(n,e),{mediaLoop:n}},[h.MEDIA_VOLUME_REQUEST](t,e,{detail:i}){let r="mediaVolume",n=i;n&&t.mediaMuted.get(e)&&t.mediaMuted.set(!1,e),t[r].set(n,e)},[h.MEDIA_SEEK_REQUEST](t,e,{detail:i}){let r="mediaCurrentTime",n=i;t[r].set(n,e)},[h.MEDIA_SEEK_TO_LIVE_REQUEST](t,e){var i,r,n;let a="mediaCurrentTime",o=(i=t.mediaSeekable.get(e))==null?void 0:i[1];if(Number.isNaN(Number(o)))return;let d=(n=(r=e.options)==null?void 0:r.seekToLiveOffset)!=null?n:0,c=o-d;t[a].set(c,e)},[h.MEDIA_SHOW_SUBTITLES_REQUEST](t,e,{detail:i}){var r;let{options:n}=e,a=hi(e),o=Rs(i),d=(r=o[0])==null?void 0:r.language;d&&!n.noSubtitlesLangPref&&l.localStorage.setItem("media-chrome-pref-subtitles-lang",d),Ut(ot.SHOWING,a,o)},[h.MEDIA_DISABLE_SUBTITLES_REQUEST](t,e,{detail:i}){let r=hi(e),n=i??[];Ut(ot.DISABLED,r,n)},[h.MEDIA_TOGGLE_SUBTITLES_REQUEST](t,e,{detail:i}){Dn(e,i)},[h.MEDIA_RENDITION_REQUEST](t,e,{detail:i}){let r="mediaRenditionSelected",n=i;t[r].set(n,e)},[h.MEDIA_AUDIO_TRACK_REQUEST](t,e,{detail:i}){let r="mediaAudioTrackEnabled",n=i;t[r].set(n,e)},[h.MEDIA_ENTER_PIP_REQUEST](t,e){let i="mediaIsPip";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[h.MEDIA_EXIT_PIP_REQUEST](t,e){t["mediaIsPip"].set(!1,e)},[h.MEDIA_ENTER_FULLSCREEN_REQUEST](t,e,i){let r="mediaIsFullscreen";t.mediaIsPip.get(e)&&t.mediaIsPip.set(!1,e),t[r].set(!0,e,i)},[h.MEDIA_EXIT_FULLSCREEN_REQUEST](t,e){t["mediaIsFullscreen"].set(!1,e)},[h.MEDIA_ENTER_CAST_REQUEST](t,e){let i="mediaIsCasting";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[h.MEDIA_EXIT_CAST_REQUEST](t,e){t["mediaIsCasting"].set(!1,e)},[h.MEDIA_AIRPLAY_REQUEST](t,e){t["mediaIsAirplaying"].set(!0,e)}};var Fd=({media:t,fullscreenElement:e,documentElement:i,stateMediator:r=mi,requestMap:n=Bd,options:a={},monitorStateOwnersOnlyWithSubscriptions:o=!0})=>{let d=[],c={options:{...a}},m=Object.freeze({mediaPreviewTime:void 0,mediaPreviewImage:void 0,mediaPreviewCoords:void 0,mediaPreviewChapter:void 0}),f=g=>{g!=null&&(Cn(g,m)||(m=Object.freeze({...m,...g}),d.forEach(L=>L(m))))},T=()=>{let g=Object.entries(r).reduce((L,[M,{get:oe}])=>(L[M]=oe(c),L),{});f(g)},b={},p,k=async(g,L)=>{var M,oe,qi,Yi,Xt,Ze,Xe,Qi,It,bl,_l,Al,Tl,yl,Sl,kl;let Du=!!p;if(p={...c,...p??{},...g},Du)return;await Wd(...Object.values(g));let Jt=d.length>0&&L===0&&o,Il=c.media!==p.media,wl=((M=c.media)==null?void 0:M.textTracks)!==((oe=p.media)==null?void 0:oe.textTracks),Ml=((qi=c.media)==null?void 0:qi.videoRenditions)!==((Yi=p.media)==null?void 0:Yi.videoRenditions),Ll=((Xt=c.media)==null?void 0:Xt.audioTracks)!==((Ze=p.media)==null?void 0:Ze.audioTracks),Rl=((Xe=c.media)==null?void 0:Xe.remote)!==((Qi=p.media)==null?void 0:Qi.remote),Dl=c.documentElement!==p.documentElement,Cl=!!c.media&&(Il||Jt),xl=!!((It=c.media)!=null&&It.textTracks)&&(wl||Jt),Ol=!!((bl=c.media)!=null&&bl.videoRenditions)&&(Ml||Jt),Ul=!!((_l=c.media)!=null&&_l.audioTracks)&&(Ll||Jt),Pl=!!((Al=c.media)!=null&&Al.remote)&&(Rl||Jt),Nl=!!c.documentElement&&(Dl||Jt),us=Cl||xl||Ol||Ul||Pl||Nl,jt=d.length===0&&L===1&&o,Hl=!!p.media&&(Il||jt),$l=!!((Tl=p.media)!=null&&Tl.textTracks)&&(wl||jt),Wl=!!((yl=p.media)!=null&&yl.videoRenditions)&&(Ml||jt),Bl=!!((Sl=p.media)!=null&&Sl.audioTracks)&&(Ll||jt),Fl=!!((kl=p.media)!=null&&kl.remote)&&(Rl||jt),Vl=!!p.documentElement&&(Dl||jt),Kl=Hl||$l||Wl||Bl||Fl||Vl;if(!(us||Kl)){Object.entries(p).forEach(([N,zi])=>{c[N]=zi}),T(),p=void 0;return}Object.entries(r).forEach(([N,{get:zi,mediaEvents:Cu=[],textTracksEvents:xu=[],videoRenditionsEvents:Ou=[],audioTracksEvents:Uu=[],remoteEvents:Pu=[],rootEvents:Nu=[],stateOwnersUpdateHandlers:Hu=[]}])=>{b[N]||(b[N]={});let me=G=>{let X=zi(c,G);f({[N]:X})},ee;ee=b[N].mediaEvents,Cu.forEach(G=>{ee&&Cl&&(c.media.removeEventListener(G,ee),b[N].mediaEvents=void 0),Hl&&(p.media.addEventListener(G,me),b[N].mediaEvents=me)}),ee=b[N].textTracksEvents,xu.forEach(G=>{var X,ye;ee&&xl&&((X=c.media.textTracks)==null||X.removeEventListener(G,ee),b[N].textTracksEvents=void 0),$l&&((ye=p.media.textTracks)==null||ye.addEventListener(G,me),b[N].textTracksEvents=me)}),ee=b[N].videoRenditionsEvents,Ou.forEach(G=>{var X,ye;ee&&Ol&&((X=c.media.videoRenditions)==null||X.removeEventListener(G,ee),b[N].videoRenditionsEvents=void 0),Wl&&((ye=p.media.videoRenditions)==null||ye.addEventListener(G,me),b[N].videoRenditionsEvents=me)}),ee=b[N].audioTracksEvents,Uu.forEach(G=>{var X,ye;ee&&Ul&&((X=c.media.audioTracks)==null||X.removeEventListener(G,ee),b[N].audioTracksEvents=void 0),Bl&&((ye=p.media.audioTracks)==null||ye.addEventListener(G,me),b[N].audioTracksEvents=me)}),ee=b[N].remoteEvents,Pu.forEach(G=>{var X,ye;ee&&Pl&&((X=c.media.remote)==null||X.removeEventListener(G,ee),b[N].remoteEvents=void 0),Fl&&((ye=p.media.remote)==null||ye.addEventListener(G,me),b[N].remoteEvents=me)}),ee=b[N].rootEvents,Nu.forEach(G=>{ee&&Nl&&(c.documentElement.removeEventListener(G,ee),b[N].rootEvents=void 0),Vl&&(p.documentElement.addEventListener(G,me),b[N].rootEvents=me)});let ln=b[N].stateOwnersUpdateHandlers;if(ln&&us&&(Array.isArray(ln)?ln:[ln]).forEach(X=>{typeof X=="function"&&X()}),Kl){let G=Hu.map(X=>X(me,p)).filter(X=>typeof X=="function");b[N].stateOwnersUpdateHandlers=G.length===1?G[0]:G}else us&&(b[N].stateOwnersUpdateHandlers=void 0)}),Object.entries(p).forEach(([N,zi])=>{c[N]=zi}),T(),p=void 0};return k({media:t,fullscreenElement:e,documentElement:i,options:a}),{dispatch(g){let{type:L,detail:M}=g;if(n[L]&&m.mediaErrorCode==null){f(n[L](r,c,g));return}L==="mediaelementchangerequest"?k({media:M}):L==="fullscreenelementchangerequest"?k({fullscreenElement:M}):L==="documentelementchangerequest"?k({documentElement:M}):L==="optionschangerequest"&&(Object.entries(M??{}).forEach(([oe,qi])=>{c.options[oe]=qi}),T())},getState(){return m},subscribe(g){return k({},d.length+1),d.push(g),g(m),()=>{let L=d.indexOf(g);L>=0&&(k({},d.length-1),d.splice(L,1))}}}};var Ws=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},E=(t,e,i)=>(Ws(t,e,"read from private field"),i?i.call(t):e.get(t)),ve=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},we=(t,e,i,r)=>(Ws(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),mt=(t,e,i)=>(Ws(t,e,"access private method"),i),it,cr,x,Ee,ur,Oe,On,hr,Un,Us,Ht,Pn,Ps,mr,Nn,Ns,zd,Zd=["ArrowLeft","ArrowRight","ArrowUp","ArrowDown","Enter"," ","f","m","k","c","l","j",">","<","p"],Vd=10,Kd=.025,Gd=.25,Th=.25,yh=2,u={DEFAULT_SUBTITLES:"defaultsubtitles",DEFAULT_STREAM_TYPE:"defaultstreamtype",DEFAULT_DURATION:"defaultduration",FULLSCREEN_ELEMENT:"fullscreenelement",HOTKEYS:"hotkeys",KEYBOARD_BACKWARD_SEEK_OFFSET:"keyboardbackwardseekoffset",KEYBOARD_FORWARD_SEEK_OFFSET:"keyboardforwardseekoffset",KEYBOARD_DOWN_VOLUME_STEP:"keyboarddownvolumestep",KEYBOARD_UP_VOLUME_STEP:"keyboardupvolumestep",KEYS_USED:"keysused",LANG:"lang",LOOP:"loop",LIVE_EDGE_OFFSET:"liveedgeoffset",NO_AUTO_SEEK_TO_LIVE:"noautoseektolive",NO_DEFAULT_STORE:"nodefaultstore",NO_HOTKEYS:"nohotkeys",NO_MUTED_PREF:"nomutedpref",NO_SUBTITLES_LANG_PREF:"nosubtitleslangpref",NO_VOLUME_PREF:"novolumepref",SEEK_TO_LIVE_OFFSET:"seektoliveoffset"},Hs=class extends Lt{constructor(){super(),ve(this,Un),ve(this,Pn),ve(this,mr),ve(this,Ns),this.mediaStateReceivers=[],this.associatedElementSubscriptions=new Map,ve(this,it,new ht(this,u.HOTKEYS)),ve(this,cr,void 0),ve(this,x,void 0),ve(this,Ee,null),ve(this,ur,void 0),ve(this,Oe,void 0),ve(this,On,i=>{var r;(r=E(this,x))==null||r.dispatch(i)}),ve(this,hr,void 0),ve(this,Ht,i=>{let{key:r,shiftKey:n}=i;if(!(n&&(r==="/"||r==="?")||Zd.includes(r))){this.removeEventListener("keyup",E(this,Ht));return}this.keyboardShortcutHandler(i)}),this.associateElement(this);let e={};we(this,ur,i=>{Object.entries(i).forEach(([r,n])=>{if(r in e&&e[r]===n)return;this.propagateMediaState(r,n);let a=r.toLowerCase(),o=new l.CustomEvent(id[a],{composed:!0,detail:n});this.dispatchEvent(o)}),e=i})}static get observedAttributes(){return super.observedAttributes.concat(u.NO_HOTKEYS,u.HOTKEYS,u.DEFAULT_STREAM_TYPE,u.DEFAULT_SUBTITLES,u.DEFAULT_DURATION,u.NO_MUTED_PREF,u.NO_VOLUME_PREF,u.LANG,u.LOOP,u.LIVE_EDGE_OFFSET,u.SEEK_TO_LIVE_OFFSET,u.NO_AUTO_SEEK_TO_LIVE)}get mediaStore(){return E(this,x)}set mediaStore(e){var i,r;if(E(this,x)&&((i=E(this,Oe))==null||i.call(this),we(this,Oe,void 0)),we(this,x,e),!E(this,x)&&!this.hasAttribute(u.NO_DEFAULT_STORE)){mt(this,Un,Us).call(this);return}we(this,Oe,(r=E(this,x))==null?void 0:r.subscribe(E(this,ur)))}get fullscreenElement(){var e;return(e=E(this,cr))!=null?e:this}set fullscreenElement(e){var i;this.hasAttribute(u.FULLSCREEN_ELEMENT)&&this.removeAttribute(u.FULLSCREEN_ELEMENT),we(this,cr,e),(i=E(this,x))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}get defaultSubtitles(){return y(this,u.DEFAULT_SUBTITLES)}set defaultSubtitles(e){S(this,u.DEFAULT_SUBTITLES,e)}get defaultStreamType(){return C(this,u.DEFAULT_STREAM_TYPE)}set defaultStreamType(e){D(this,u.DEFAULT_STREAM_TYPE,e)}get defaultDuration(){return Y(this,u.DEFAULT_DURATION)}set defaultDuration(e){Q(this,u.DEFAULT_DURATION,e)}get noHotkeys(){return y(this,u.NO_HOTKEYS)}set noHotkeys(e){S(this,u.NO_HOTKEYS,e)}get keysUsed(){return C(this,u.KEYS_USED)}set keysUsed(e){D(this,u.KEYS_USED,e)}get liveEdgeOffset(){return Y(this,u.LIVE_EDGE_OFFSET)}set liveEdgeOffset(e){Q(this,u.LIVE_EDGE_OFFSET,e)}get noAutoSeekToLive(){return y(this,u.NO_AUTO_SEEK_TO_LIVE)}set noAutoSeekToLive(e){S(this,u.NO_AUTO_SEEK_TO_LIVE,e)}get noVolumePref(){return y(this,u.NO_VOLUME_PREF)}set noVolumePref(e){S(this,u.NO_VOLUME_PREF,e)}get noMutedPref(){return y(this,u.NO_MUTED_PREF)}set noMutedPref(e){S(this,u.NO_MUTED_PREF,e)}get noSubtitlesLangPref(){return y(this,u.NO_SUBTITLES_LANG_PREF)}set noSubtitlesLangPref(e){S(this,u.NO_SUBTITLES_LANG_PREF,e)}get noDefaultStore(){return y(this,u.NO_DEFAULT_STORE)}set noDefaultStore(e){S(this,u.NO_DEFAULT_STORE,e)}get resolvedLang(){return ud()}attributeChangedCallback(e,i,r){var n,a,o,d,c,m,f,T,b,p,k,g;if(super.attributeChangedCallback(e,i,r),e===u.NO_HOTKEYS)r!==i&&r===""?(this.hasAttribute(u.HOTKEYS)&&console.warn("Media Chrome: Both `hotkeys` and `nohotkeys` have been set. All hotkeys will be disabled."),this.disableHotkeys()):r!==i&&r===null&&this.enableHotkeys(),mt(this,mr,Nn).call(this);else if(e===u.HOTKEYS)E(this,it).value=r,mt(this,mr,Nn).call(this);else if(e===u.DEFAULT_SUBTITLES&&r!==i)(n=E(this,x))==null||n.dispatch({type:"optionschangerequest",detail:{defaultSubtitles:this.hasAttribute(u.DEFAULT_SUBTITLES)}});else if(e===u.DEFAULT_STREAM_TYPE)(o=E(this,x))==null||o.dispatch({type:"optionschangerequest",detail:{defaultStreamType:(a=this.getAttribute(u.DEFAULT_STREAM_TYPE))!=null?a:void 0}});else if(e===u.LIVE_EDGE_OFFSET&&r!==i)(d=E(this,x))==null||d.dispatch({type:"optionschangerequest",detail:{liveEdgeOffset:this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0}});else if(e===u.SEEK_TO_LIVE_OFFSET&&r!==i)(c=E(this,x))==null||c.dispatch({type:"optionschangerequest",detail:{seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0}});else if(e===u.NO_AUTO_SEEK_TO_LIVE)(m=E(this,x))==null||m.dispatch({type:"optionschangerequest",detail:{noAutoSeekToLive:this.hasAttribute(u.NO_AUTO_SEEK_TO_LIVE)}});else if(e===u.FULLSCREEN_ELEMENT){let L=r?(f=this.getRootNode())==null?void 0:f.getElementById(r):void 0;we(this,cr,L),(T=E(this,x))==null||T.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}else e===u.LANG&&r!==i?(cd(r),(b=E(this,x))==null||b.dispatch({type:"optionschangerequest",detail:{mediaLang:r}})):e===u.LOOP&&r!==i?(p=E(this,x))==null||p.dispatch({type:h.MEDIA_LOOP_REQUEST,detail:r!=null}):e===u.NO_VOLUME_PREF&&r!==i?(k=E(this,x))==null||k.dispatch({type:"optionschangerequest",detail:{noVolumePref:this.hasAttribute(u.NO_VOLUME_PREF)}}):e===u.NO_MUTED_PREF&&r!==i&&((g=E(this,x))==null||g.dispatch({type:"optionschangerequest",detail:{noMutedPref:this.hasAttribute(u.NO_MUTED_PREF)}}))}connectedCallback(){var e,i,r;this.associateElement(this),!E(this,x)&&!this.hasAttribute(u.NO_DEFAULT_STORE)&&mt(this,Un,Us).call(this),(e=E(this,x))==null||e.dispatch({type:"documentelementchangerequest",detail:V}),(i=E(this,x))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement}),super.connectedCallback(),E(this,x)&&!E(this,Oe)&&we(this,Oe,(r=E(this,x))==null?void 0:r.subscribe(E(this,ur))),E(this,hr)!==void 0&&E(this,x)&&this.media&&setTimeout(()=>{var n,a,o;(a=(n=this.media)==null?void 0:n.textTracks)!=null&&a.length&&((o=E(this,x))==null||o.dispatch({type:h.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:E(this,hr)}))},0),this.hasAttribute(u.NO_HOTKEYS)?this.disableHotkeys():this.enableHotkeys()}disconnectedCallback(){var e,i,r,n,a,o;if((e=super.disconnectedCallback)==null||e.call(this),this.disableHotkeys(),E(this,x)){let d=E(this,x).getState();we(this,hr,!!((i=d.mediaSubtitlesShowing)!=null&&i.length)),(r=E(this,x))==null||r.dispatch({type:"fullscreenelementchangerequest",detail:void 0}),(n=E(this,x))==null||n.dispatch({type:"documentelementchangerequest",detail:void 0}),(a=E(this,x))==null||a.dispatch({type:h.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:!1})}E(this,Oe)&&((o=E(this,Oe))==null||o.call(this),we(this,Oe,void 0)),this.unassociateElement(this),E(this,Ee)&&(E(this,Ee).remove(),we(this,Ee,null))}mediaSetCallback(e){var i;super.mediaSetCallback(e),(i=E(this,x))==null||i.dispatch({type:"mediaelementchangerequest",detail:e}),e.hasAttribute("tabindex")||(e.tabIndex=-1)}mediaUnsetCallback(e){var i;super.mediaUnsetCallback(e),(i=E(this,x))==null||i.dispatch({type:"mediaelementchangerequest",detail:void 0})}propagateMediaState(e,i){Qd(this.mediaStateReceivers,e,i)}associateElement(e){if(!e)return;let{associatedElementSubscriptions:i}=this;if(i.has(e))return;let r=this.registerMediaStateReceiver.bind(this),n=this.unregisterMediaStateReceiver.bind(this),a=Lh(e,r,n);Object.values(h).forEach(o=>{e.addEventListener(o,E(this,On))}),i.set(e,a)}unassociateElement(e){if(!e)return;let{associatedElementSubscriptions:i}=this;if(!i.has(e))return;i.get(e)(),i.delete(e),Object.values(h).forEach(n=>{e.removeEventListener(n,E(this,On))})}registerMediaStateReceiver(e){if(!e)return;let i=this.mediaStateReceivers;i.indexOf(e)>-1||(i.push(e),E(this,x)&&Object.entries(E(this,x).getState()).forEach(([n,a])=>{Qd([e],n,a)}))}unregisterMediaStateReceiver(e){let i=this.mediaStateReceivers,r=i.indexOf(e);r<0||i.splice(r,1)}enableHotkeys(){this.addEventListener("keydown",mt(this,Pn,Ps))}disableHotkeys(){this.removeEventListener("keydown",mt(this,Pn,Ps)),this.removeEventListener("keyup",E(this,Ht))}get hotkeys(){return E(this,it)}set hotkeys(e){D(this,u.HOTKEYS,e)}keyboardShortcutHandler(e){var i,r,n,a,o,d,c,m,f;let T=e.target;if(((n=(r=(i=T.getAttribute(u.KEYS_USED))==null?void 0:i.split(" "))!=null?r:T?.keysUsed)!=null?n:[]).map(M=>M==="Space"?" ":M).filter(Boolean).includes(e.key))return;let p,k,g;if(!(E(this,it).contains(kn(e.key))||e.shiftKey&&(e.key==="/"||e.key==="?")&&E(this,it).contains("noshift+/")))switch(e.key){case" ":case"k":p=E(this,x).getState().mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST,this.dispatchEvent(new l.CustomEvent(p,{composed:!0,bubbles:!0}));break;case"m":p=this.mediaStore.getState().mediaVolumeLevel==="off"?h.MEDIA_UNMUTE_REQUEST:h.MEDIA_MUTE_REQUEST,this.dispatchEvent(new l.CustomEvent(p,{composed:!0,bubbles:!0}));break;case"f":p=this.mediaStore.getState().mediaIsFullscreen?h.MEDIA_EXIT_FULLSCREEN_REQUEST:h.MEDIA_ENTER_FULLSCREEN_REQUEST,this.dispatchEvent(new l.CustomEvent(p,{composed:!0,bubbles:!0}));break;case"c":this.dispatchEvent(new l.CustomEvent(h.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}));break;case"ArrowLeft":case"j":{let M=this.hasAttribute(u.KEYBOARD_BACKWARD_SEEK_OFFSET)?+this.getAttribute(u.KEYBOARD_BACKWARD_SEEK_OFFSET):Vd;k=Math.max(((a=this.mediaStore.getState().mediaCurrentTime)!=null?a:0)-M,0),g=new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(g);break}case"ArrowRight":case"l":{let M=this.hasAttribute(u.KEYBOARD_FORWARD_SEEK_OFFSET)?+this.getAttribute(u.KEYBOARD_FORWARD_SEEK_OFFSET):Vd;k=Math.max(((o=this.mediaStore.getState().mediaCurrentTime)!=null?o:0)+M,0),g=new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(g);break}case"ArrowUp":{let M=this.hasAttribute(u.KEYBOARD_UP_VOLUME_STEP)?+this.getAttribute(u.KEYBOARD_UP_VOLUME_STEP):Kd;k=Math.min(((d=this.mediaStore.getState().mediaVolume)!=null?d:1)+M,1),g=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(g);break}case"ArrowDown":{let M=this.hasAttribute(u.KEYBOARD_DOWN_VOLUME_STEP)?+this.getAttribute(u.KEYBOARD_DOWN_VOLUME_STEP):Kd;k=Math.max(((c=this.mediaStore.getState().mediaVolume)!=null?c:1)-M,0),g=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(g);break}case"<":{let M=(m=this.mediaStore.getState().mediaPlaybackRate)!=null?m:1;k=Math.max(M-Gd,Th).toFixed(2),g=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(g);break}case">":{let M=(f=this.mediaStore.getState().mediaPlaybackRate)!=null?f:1;k=Math.min(M+Gd,yh).toFixed(2),g=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:k}),this.dispatchEvent(g);break}case"/":case"?":{e.shiftKey&&mt(this,Ns,zd).call(this);break}case"p":{p=this.mediaStore.getState().mediaIsPip?h.MEDIA_EXIT_PIP_REQUEST:h.MEDIA_ENTER_PIP_REQUEST,g=new l.CustomEvent(p,{composed:!0,bubbles:!0}),this.dispatchEvent(g);break}default:break}}};it=new WeakMap;cr=new WeakMap;x=new WeakMap;Ee=new WeakMap;ur=new WeakMap;Oe=new WeakMap;On=new WeakMap;hr=new WeakMap;Un=new WeakSet;Us=function(){var t;this.mediaStore=Fd({media:this.media,fullscreenElement:this.fullscreenElement,options:{defaultSubtitles:this.hasAttribute(u.DEFAULT_SUBTITLES),defaultDuration:this.hasAttribute(u.DEFAULT_DURATION)?+this.getAttribute(u.DEFAULT_DURATION):void 0,defaultStreamType:(t=this.getAttribute(u.DEFAULT_STREAM_TYPE))!=null?t:void 0,liveEdgeOffset:this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,noAutoSeekToLive:this.hasAttribute(u.NO_AUTO_SEEK_TO_LIVE),noVolumePref:this.hasAttribute(u.NO_VOLUME_PREF),noMutedPref:this.hasAttribute(u.NO_MUTED_PREF),noSubtitlesLangPref:this.hasAttribute(u.NO_SUBTITLES_LANG_PREF)}})};Ht=new WeakMap;Pn=new WeakSet;Ps=function(t){var e;let{metaKey:i,altKey:r,key:n,shiftKey:a}=t,o=a&&(n==="/"||n==="?");if(o&&((e=E(this,Ee))!=null&&e.open)){this.removeEventListener("keyup",E(this,Ht));return}if(i||r||!o&&!Zd.includes(n)){this.removeEventListener("keyup",E(this,Ht));return}let d=t.target,c=d instanceof HTMLElement&&(d.tagName.toLowerCase()==="media-volume-range"||d.tagName.toLowerCase()==="media-time-range");[" ","ArrowLeft","ArrowRight","ArrowUp","ArrowDown"].includes(n)&&!E(this,it).contains(kn(n))&&!c&&t.preventDefault(),this.addEventListener("keyup",E(this,Ht),{once:!0})};mr=new WeakSet;Nn=function(){E(this,Ee)&&(E(this,Ee).hotkeys=E(this,it).value||void 0,(this.noHotkeys||E(this,it).contains("noshift+/"))&&(E(this,Ee).open=!1))};Ns=new WeakSet;zd=function(){E(this,Ee)||(we(this,Ee,V.createElement("media-keyboard-shortcuts-dialog")),mt(this,mr,Nn).call(this),this.appendChild(E(this,Ee))),E(this,Ee).open=!0};var Sh=Object.values(s),kh=Object.values(ps),Xd=t=>{var e,i,r,n;let{observedAttributes:a}=t.constructor;!a&&((e=t.nodeName)!=null&&e.includes("-"))&&(l.customElements.upgrade(t),{observedAttributes:a}=t.constructor);let o=(n=(r=(i=t?.getAttribute)==null?void 0:i.call(t,w.MEDIA_CHROME_ATTRIBUTES))==null?void 0:r.split)==null?void 0:n.call(r,/\s+/);return Array.isArray(a||o)?(a||o).filter(d=>Sh.includes(d)):[]},Ih=t=>{var e,i;return(e=t.nodeName)!=null&&e.includes("-")&&l.customElements.get((i=t.nodeName)==null?void 0:i.toLowerCase())&&!(t instanceof l.customElements.get(t.nodeName.toLowerCase()))&&l.customElements.upgrade(t),kh.some(r=>r in t)},$s=t=>Ih(t)||!!Xd(t).length,qd=t=>{var e;return(e=t?.join)==null?void 0:e.call(t,":")},Yd={[s.MEDIA_SUBTITLES_LIST]:Ot,[s.MEDIA_SUBTITLES_SHOWING]:Ot,[s.MEDIA_SEEKABLE]:qd,[s.MEDIA_BUFFERED]:t=>t?.map(qd).join(" "),[s.MEDIA_PREVIEW_COORDS]:t=>t?.join(" "),[s.MEDIA_RENDITION_LIST]:yd,[s.MEDIA_AUDIO_TRACK_LIST]:kd},wh=async(t,e,i)=>{var r,n;if(t.isConnected||await Mn(0),typeof i=="boolean"||i==null)return S(t,e,i);if(typeof i=="number")return Q(t,e,i);if(typeof i=="string")return D(t,e,i);if(Array.isArray(i)&&!i.length)return t.removeAttribute(e);let a=(n=(r=Yd[e])==null?void 0:r.call(Yd,i))!=null?n:i;return t.setAttribute(e,a)},Mh=t=>{var e;return!!((e=t.closest)!=null&&e.call(t,'*[slot="media"]'))},Nt=(t,e)=>{if(Mh(t))return;let i=(n,a)=>{var o,d;$s(n)&&a(n);let{children:c=[]}=n??{},m=(d=(o=n?.shadowRoot)==null?void 0:o.children)!=null?d:[];[...c,...m].forEach(T=>Nt(T,a))},r=t?.nodeName.toLowerCase();if(r.includes("-")&&!$s(t)){l.customElements.whenDefined(r).then(()=>{i(t,e)});return}i(t,e)},Qd=(t,e,i)=>{t.forEach(r=>{if(e in r){r[e]=i;return}let n=Xd(r),a=e.toLowerCase();n.includes(a)&&wh(r,a,i)})},Lh=(t,e,i)=>{Nt(t,e);let r=f=>{var T;let b=(T=f?.composedPath()[0])!=null?T:f.target;e(b)},n=f=>{var T;let b=(T=f?.composedPath()[0])!=null?T:f.target;i(b)};t.addEventListener(h.REGISTER_MEDIA_STATE_RECEIVER,r),t.addEventListener(h.UNREGISTER_MEDIA_STATE_RECEIVER,n);let a=f=>{f.forEach(T=>{let{addedNodes:b=[],removedNodes:p=[],type:k,target:g,attributeName:L}=T;k==="childList"?(Array.prototype.forEach.call(b,M=>Nt(M,e)),Array.prototype.forEach.call(p,M=>Nt(M,i))):k==="attributes"&&L===w.MEDIA_CHROME_ATTRIBUTES&&($s(g)?e(g):i(g))})},o=[],d=f=>{let T=f.target;T.name!=="media"&&(o.forEach(b=>Nt(b,i)),o=[...T.assignedElements({flatten:!0})],o.forEach(b=>Nt(b,e)))};t.addEventListener("slotchange",d);let c=new MutationObserver(a);return c.observe(t,{childList:!0,attributes:!0,subtree:!0}),()=>{Nt(t,i),t.removeEventListener("slotchange",d),c.disconnect(),t.removeEventListener(h.REGISTER_MEDIA_STATE_RECEIVER,r),t.removeEventListener(h.UNREGISTER_MEDIA_STATE_RECEIVER,n)}};l.customElements.get("media-controller")||l.customElements.define("media-controller",Hs);var Jd=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Hn=(t,e,i)=>(Jd(t,e,"read from private field"),i?i.call(t):e.get(t)),Rh=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},$n=(t,e,i,r)=>(Jd(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ue;function Dh(t){return`
    <style>
      :host {
        
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-control-bar-display, inline-flex));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --media-loading-indicator-icon-height: 44px;
      }

      ::slotted(media-time-range),
      ::slotted(media-volume-range) {
        min-height: 100%;
      }

      ::slotted(media-time-range),
      ::slotted(media-clip-selector) {
        flex-grow: 1;
      }

      ::slotted([role="menu"]) {
        position: absolute;
      }
    </style>

    <slot></slot>
  `}var pr=class extends l.HTMLElement{constructor(){if(super(),Rh(this,Ue,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[w.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,r){var n,a,o,d,c;e===w.MEDIA_CONTROLLER&&(i&&((a=(n=Hn(this,Ue))==null?void 0:n.unassociateElement)==null||a.call(n,this),$n(this,Ue,null)),r&&this.isConnected&&($n(this,Ue,(o=this.getRootNode())==null?void 0:o.getElementById(r)),(c=(d=Hn(this,Ue))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i,r;let n=this.getAttribute(w.MEDIA_CONTROLLER);n&&($n(this,Ue,(e=this.getRootNode())==null?void 0:e.getElementById(n)),(r=(i=Hn(this,Ue))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=Hn(this,Ue))==null?void 0:e.unassociateElement)==null||i.call(e,this),$n(this,Ue,null)}};Ue=new WeakMap;pr.shadowRootOptions={mode:"open"};pr.getTemplateHTML=Dh;l.customElements.get("media-control-bar")||l.customElements.define("media-control-bar",pr);var ec=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},vr=(t,e,i)=>(ec(t,e,"read from private field"),i?i.call(t):e.get(t)),jd=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Er=(t,e,i,r)=>(ec(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Pe,Bn,Wn={LOADING_DELAY:"loadingdelay",NO_AUTOHIDE:"noautohide"},tc=500,Ch=`
<svg aria-hidden="true" viewBox="0 0 100 100">
  <path d="M73,50c0-12.7-10.3-23-23-23S27,37.3,27,50 M30.9,50c0-10.5,8.5-19.1,19.1-19.1S69.1,39.5,69.1,50">
    <animateTransform
       attributeName="transform"
       attributeType="XML"
       type="rotate"
       dur="1s"
       from="0 50 50"
       to="360 50 50"
       repeatCount="indefinite" />
  </path>
</svg>
`;function xh(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-loading-indicator-display, inline-block));
        vertical-align: middle;
        box-sizing: border-box;
        --_loading-indicator-delay: var(--media-loading-indicator-transition-delay, ${tc}ms);
      }

      #status {
        color: rgba(0,0,0,0);
        width: 0px;
        height: 0px;
      }

      :host slot[name=icon] > *,
      :host ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 0);
        transition: opacity 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) slot[name=icon] > *,
      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 1);
        transition: opacity 0.15s var(--_loading-indicator-delay);
      }

      :host #status {
        visibility: var(--media-loading-indicator-opacity, hidden);
        transition: visibility 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) #status {
        visibility: var(--media-loading-indicator-opacity, visible);
        transition: visibility 0.15s var(--_loading-indicator-delay);
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-loading-indicator-icon-width);
        height: var(--media-loading-indicator-icon-height, 100px);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
      }
    </style>

    <slot name="icon">${Ch}</slot>
    <div id="status" role="status" aria-live="polite">${v("media loading")}</div>
  `}var fr=class extends l.HTMLElement{constructor(){if(super(),jd(this,Pe,void 0),jd(this,Bn,tc),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[w.MEDIA_CONTROLLER,s.MEDIA_PAUSED,s.MEDIA_LOADING,Wn.LOADING_DELAY]}attributeChangedCallback(e,i,r){var n,a,o,d,c;e===Wn.LOADING_DELAY&&i!==r?this.loadingDelay=Number(r):e===w.MEDIA_CONTROLLER&&(i&&((a=(n=vr(this,Pe))==null?void 0:n.unassociateElement)==null||a.call(n,this),Er(this,Pe,null)),r&&this.isConnected&&(Er(this,Pe,(o=this.getRootNode())==null?void 0:o.getElementById(r)),(c=(d=vr(this,Pe))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i,r;let n=this.getAttribute(w.MEDIA_CONTROLLER);n&&(Er(this,Pe,(e=this.getRootNode())==null?void 0:e.getElementById(n)),(r=(i=vr(this,Pe))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=vr(this,Pe))==null?void 0:e.unassociateElement)==null||i.call(e,this),Er(this,Pe,null)}get loadingDelay(){return vr(this,Bn)}set loadingDelay(e){Er(this,Bn,e);let{style:i}=W(this.shadowRoot,":host");i.setProperty("--_loading-indicator-delay",`var(--media-loading-indicator-transition-delay, ${e}ms)`)}get mediaPaused(){return y(this,s.MEDIA_PAUSED)}set mediaPaused(e){S(this,s.MEDIA_PAUSED,e)}get mediaLoading(){return y(this,s.MEDIA_LOADING)}set mediaLoading(e){S(this,s.MEDIA_LOADING,e)}get mediaController(){return C(this,w.MEDIA_CONTROLLER)}set mediaController(e){D(this,w.MEDIA_CONTROLLER,e)}get noAutohide(){return y(this,Wn.NO_AUTOHIDE)}set noAutohide(e){S(this,Wn.NO_AUTOHIDE,e)}};Pe=new WeakMap;Bn=new WeakMap;fr.shadowRootOptions={mode:"open"};fr.getTemplateHTML=xh;l.customElements.get("media-loading-indicator")||l.customElements.define("media-loading-indicator",fr);var pi={PLACEMENT:"placement",BOUNDS:"bounds"};function Oh(t){return`
    <style>
      :host {
        --_tooltip-background-color: var(--media-tooltip-background-color, var(--media-secondary-color, rgba(20, 20, 30, .7)));
        --_tooltip-background: var(--media-tooltip-background, var(--_tooltip-background-color));
        --_tooltip-arrow-half-width: calc(var(--media-tooltip-arrow-width, 12px) / 2);
        --_tooltip-arrow-height: var(--media-tooltip-arrow-height, 5px);
        --_tooltip-arrow-background: var(--media-tooltip-arrow-color, var(--_tooltip-background-color));
        position: relative;
        pointer-events: none;
        display: var(--media-tooltip-display, inline-flex);
        justify-content: center;
        align-items: center;
        box-sizing: border-box;
        z-index: var(--media-tooltip-z-index, 1);
        background: var(--_tooltip-background);
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        font: var(--media-font,
          var(--media-font-weight, 400)
          var(--media-font-size, 13px) /
          var(--media-text-content-height, var(--media-control-height, 18px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        padding: var(--media-tooltip-padding, .35em .7em);
        border: var(--media-tooltip-border, none);
        border-radius: var(--media-tooltip-border-radius, 5px);
        filter: var(--media-tooltip-filter, drop-shadow(0 0 4px rgba(0, 0, 0, .2)));
        white-space: var(--media-tooltip-white-space, nowrap);
      }

      :host([hidden]) {
        display: none;
      }

      img, svg {
        display: inline-block;
      }

      #arrow {
        position: absolute;
        width: 0px;
        height: 0px;
        border-style: solid;
        display: var(--media-tooltip-arrow-display, block);
      }

      :host(:not([placement])),
      :host([placement="top"]) {
        position: absolute;
        bottom: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host(:not([placement])) #arrow,
      :host([placement="top"]) #arrow {
        top: 100%;
        left: 50%;
        border-width: var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width);
        border-color: var(--_tooltip-arrow-background) transparent transparent transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="right"]) {
        position: absolute;
        left: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="right"]) #arrow {
        top: 50%;
        right: 100%;
        border-width: var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0;
        border-color: transparent var(--_tooltip-arrow-background) transparent transparent;
        transform: translate(0, -50%);
      }

      :host([placement="bottom"]) {
        position: absolute;
        top: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host([placement="bottom"]) #arrow {
        bottom: 100%;
        left: 50%;
        border-width: 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width);
        border-color: transparent transparent var(--_tooltip-arrow-background) transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="left"]) {
        position: absolute;
        right: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="left"]) #arrow {
        top: 50%;
        left: 100%;
        border-width: var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height);
        border-color: transparent transparent transparent var(--_tooltip-arrow-background);
        transform: translate(0, -50%);
      }
      
      :host([placement="none"]) #arrow {
        display: none;
      }
    </style>
    <slot></slot>
    <div id="arrow"></div>
  `}var vi=class extends l.HTMLElement{constructor(){if(super(),this.updateXOffset=()=>{var e;if(!vn(this,{checkOpacity:!1,checkVisibilityCSS:!1}))return;let i=this.placement;if(i==="left"||i==="right"){this.style.removeProperty("--media-tooltip-offset-x");return}let r=getComputedStyle(this),n=(e=xe(this,"#"+this.bounds))!=null?e:se(this);if(!n)return;let{x:a,width:o}=n.getBoundingClientRect(),{x:d,width:c}=this.getBoundingClientRect(),m=d+c,f=a+o,T=r.getPropertyValue("--media-tooltip-offset-x"),b=T?parseFloat(T.replace("px","")):0,p=r.getPropertyValue("--media-tooltip-container-margin"),k=p?parseFloat(p.replace("px","")):0,g=d-a+b-k,L=m-f+b+k;if(g<0){this.style.setProperty("--media-tooltip-offset-x",`${g}px`);return}if(L>0){this.style.setProperty("--media-tooltip-offset-x",`${L}px`);return}this.style.removeProperty("--media-tooltip-offset-x")},!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}if(this.arrowEl=this.shadowRoot.querySelector("#arrow"),Object.prototype.hasOwnProperty.call(this,"placement")){let e=this.placement;delete this.placement,this.placement=e}}static get observedAttributes(){return[pi.PLACEMENT,pi.BOUNDS]}get placement(){return C(this,pi.PLACEMENT)}set placement(e){D(this,pi.PLACEMENT,e)}get bounds(){return C(this,pi.BOUNDS)}set bounds(e){D(this,pi.BOUNDS,e)}};vi.shadowRootOptions={mode:"open"};vi.getTemplateHTML=Oh;l.customElements.get("media-tooltip")||l.customElements.define("media-tooltip",vi);var Bs=vi;var Ks=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},J=(t,e,i)=>(Ks(t,e,"read from private field"),i?i.call(t):e.get(t)),$t=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Fn=(t,e,i,r)=>(Ks(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),ic=(t,e,i)=>(Ks(t,e,"access private method"),i),Ne,fi,Fs,rc,vt,Ei,Vn,Vs,nc,pt={TOOLTIP_PLACEMENT:"tooltipplacement",DISABLED:"disabled",NO_TOOLTIP:"notooltip"};function Uh(t,e={}){return`
    <style>
      :host {
        position: relative;
        font: var(--media-font,
          var(--media-font-weight, bold)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        padding: var(--media-button-padding, var(--media-control-padding, 10px));
        justify-content: var(--media-button-justify-content, center);
        display: inline-flex;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        transition: background .15s linear;
        pointer-events: auto;
        cursor: var(--media-cursor, pointer);
        -webkit-tap-highlight-color: transparent;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }
      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgba(50 50 70 / .7));
      }

      slot[name="icon"] {
        display: inline-flex;
        align-items: center;
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-button-icon-width);
        height: var(--media-button-icon-height, var(--media-control-height, 24px));
        transform: var(--media-button-icon-transform);
        transition: var(--media-button-icon-transition);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
        max-width: 100%;
        max-height: 100%;
        min-width: 100%;
      }

      media-tooltip {
        
        max-width: 0;
        overflow-x: clip;
        opacity: 0;
        transition: opacity .3s, max-width 0s 9s;
      }

      :host(:hover) media-tooltip,
      :host(:focus-visible) media-tooltip {
        max-width: 100vw;
        opacity: 1;
        transition: opacity .3s;
      }

      :host([notooltip]) slot[name="tooltip"] {
        display: none;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}

    <slot name="tooltip">
      <media-tooltip part="tooltip" aria-hidden="true">
        <template shadowrootmode="${Bs.shadowRootOptions.mode}">
          ${Bs.getTemplateHTML({})}
        </template>
        <slot name="tooltip-content">
          ${this.getTooltipContentHTML(t)}
        </slot>
      </media-tooltip>
    </slot>
  `}function Ph(t,e){return`
    <slot></slot>
  `}function Nh(){return""}var B=class extends l.HTMLElement{constructor(){if(super(),$t(this,Fs),$t(this,Vs),$t(this,Ne,void 0),this.preventClick=!1,this.tooltipEl=null,$t(this,fi,e=>{this.preventClick||this.handleClick(e),setTimeout(J(this,vt),0)}),$t(this,vt,()=>{var e,i;(i=(e=this.tooltipEl)==null?void 0:e.updateXOffset)==null||i.call(e)}),$t(this,Ei,e=>{let{key:i}=e;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",J(this,Ei));return}this.preventClick||this.handleClick(e)}),$t(this,Vn,e=>{let{metaKey:i,altKey:r,key:n}=e;if(i||r||!this.keysUsed.includes(n)){this.removeEventListener("keyup",J(this,Ei));return}this.addEventListener("keyup",J(this,Ei),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.tooltipEl=this.shadowRoot.querySelector("media-tooltip")}static get observedAttributes(){return["disabled",pt.TOOLTIP_PLACEMENT,w.MEDIA_CONTROLLER,s.MEDIA_LANG]}enable(){this.addEventListener("click",J(this,fi)),this.addEventListener("keydown",J(this,Vn)),this.tabIndex=0}disable(){this.removeEventListener("click",J(this,fi)),this.removeEventListener("keydown",J(this,Vn)),this.removeEventListener("keyup",J(this,Ei)),this.tabIndex=-1}attributeChangedCallback(e,i,r){var n,a,o,d,c;e===w.MEDIA_CONTROLLER?(i&&((a=(n=J(this,Ne))==null?void 0:n.unassociateElement)==null||a.call(n,this),Fn(this,Ne,null)),r&&this.isConnected&&(Fn(this,Ne,(o=this.getRootNode())==null?void 0:o.getElementById(r)),(c=(d=J(this,Ne))==null?void 0:d.associateElement)==null||c.call(d,this))):e==="disabled"&&r!==i?r==null?this.enable():this.disable():e===pt.TOOLTIP_PLACEMENT&&this.tooltipEl&&r!==i?this.tooltipEl.placement=r:e===s.MEDIA_LANG&&(this.shadowRoot.querySelector('slot[name="tooltip-content"]').innerHTML=this.constructor.getTooltipContentHTML()),ic(this,Fs,rc).call(this)&&J(this,vt).call(this)}connectedCallback(){var e,i,r;let{style:n}=W(this.shadowRoot,":host");n.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),this.hasAttribute("disabled")?this.disable():this.enable(),this.setAttribute("role","button");let a=this.getAttribute(w.MEDIA_CONTROLLER);a&&(Fn(this,Ne,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(r=(i=J(this,Ne))==null?void 0:i.associateElement)==null||r.call(i,this)),l.customElements.whenDefined("media-tooltip").then(()=>ic(this,Vs,nc).call(this))}disconnectedCallback(){var e,i;this.disable(),(i=(e=J(this,Ne))==null?void 0:e.unassociateElement)==null||i.call(e,this),Fn(this,Ne,null),this.removeEventListener("mouseenter",J(this,vt)),this.removeEventListener("focus",J(this,vt)),this.removeEventListener("click",J(this,fi))}get keysUsed(){return["Enter"," "]}get tooltipPlacement(){return C(this,pt.TOOLTIP_PLACEMENT)}set tooltipPlacement(e){D(this,pt.TOOLTIP_PLACEMENT,e)}get mediaController(){return C(this,w.MEDIA_CONTROLLER)}set mediaController(e){D(this,w.MEDIA_CONTROLLER,e)}get disabled(){return y(this,pt.DISABLED)}set disabled(e){S(this,pt.DISABLED,e)}get noTooltip(){return y(this,pt.NO_TOOLTIP)}set noTooltip(e){S(this,pt.NO_TOOLTIP,e)}handleClick(e){}};Ne=new WeakMap;fi=new WeakMap;Fs=new WeakSet;rc=function(){try{return this.matches(":hover, :focus-visible")}catch{return this.matches(":hover, :focus")}};vt=new WeakMap;Ei=new WeakMap;Vn=new WeakMap;Vs=new WeakSet;nc=function(){this.addEventListener("mouseenter",J(this,vt)),this.addEventListener("focus",J(this,vt)),this.addEventListener("click",J(this,fi));let t=this.tooltipPlacement;t&&this.tooltipEl&&(this.tooltipEl.placement=t)};B.shadowRootOptions={mode:"open"};B.getTemplateHTML=Uh;B.getSlotTemplateHTML=Ph;B.getTooltipContentHTML=Nh;l.customElements.get("media-chrome-button")||l.customElements.define("media-chrome-button",B);var Hh=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="m6 21 15-9L6 3v18Z"/>
</svg>`,$h=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M6 20h4V4H6v16Zm8-16v16h4V4h-4Z"/>
</svg>`;function Wh(t){return`
    <style>
      :host([${s.MEDIA_PAUSED}]) slot[name=pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=play] {
        display: none !important;
      }

      :host([${s.MEDIA_PAUSED}]) slot[name=tooltip-pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=tooltip-play] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="play">${Hh}</slot>
      <slot name="pause">${$h}</slot>
    </slot>
  `}function Bh(){return`
    <slot name="tooltip-play">${v("Play")}</slot>
    <slot name="tooltip-pause">${v("Pause")}</slot>
  `}var ac=t=>{let e=t.mediaPaused?v("play"):v("pause");t.setAttribute("aria-label",e)},gr=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_ENDED]}connectedCallback(){super.connectedCallback(),ac(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),(e===s.MEDIA_PAUSED||e===s.MEDIA_LANG)&&ac(this)}get mediaPaused(){return y(this,s.MEDIA_PAUSED)}set mediaPaused(e){S(this,s.MEDIA_PAUSED,e)}handleClick(){let e=this.mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};gr.getSlotTemplateHTML=Wh;gr.getTooltipContentHTML=Bh;l.customElements.get("media-play-button")||l.customElements.define("media-play-button",gr);var{MEDIA_TIME_IS_LIVE:Kn,MEDIA_PAUSED:br}=s,{MEDIA_SEEK_TO_LIVE_REQUEST:Fh,MEDIA_PLAY_REQUEST:Vh}=h,Kh='<svg viewBox="0 0 6 12" aria-hidden="true"><circle cx="3" cy="6" r="2"></circle></svg>';function Gh(t){return`
    <style>
      :host { --media-tooltip-display: none; }
      
      slot[name=indicator] > *,
      :host ::slotted([slot=indicator]) {
        
        min-width: auto;
        fill: var(--media-live-button-icon-color, rgb(140, 140, 140));
        color: var(--media-live-button-icon-color, rgb(140, 140, 140));
      }

      :host([${Kn}]:not([${br}])) slot[name=indicator] > *,
      :host([${Kn}]:not([${br}])) ::slotted([slot=indicator]) {
        fill: var(--media-live-button-indicator-color, rgb(255, 0, 0));
        color: var(--media-live-button-indicator-color, rgb(255, 0, 0));
      }

      :host([${Kn}]:not([${br}])) {
        cursor: var(--media-cursor, not-allowed);
      }

      slot[name=text]{
        text-transform: uppercase;
      }

    </style>

    <slot name="indicator">${Kh}</slot>
    
    <slot name="spacer">&nbsp;</slot><slot name="text">${v("live")}</slot>
  `}var sc=t=>{var e;let i=t.mediaPaused||!t.mediaTimeIsLive,r=i?v("seek to live"):v("playing live");t.setAttribute("aria-label",r);let n=(e=t.shadowRoot)==null?void 0:e.querySelector('slot[name="text"]');n&&(n.textContent=v("live")),i?t.removeAttribute("aria-disabled"):t.setAttribute("aria-disabled","true")},Gn=class extends B{static get observedAttributes(){return[...super.observedAttributes,Kn,br]}connectedCallback(){super.connectedCallback(),sc(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),sc(this)}get mediaPaused(){return y(this,s.MEDIA_PAUSED)}set mediaPaused(e){S(this,s.MEDIA_PAUSED,e)}get mediaTimeIsLive(){return y(this,s.MEDIA_TIME_IS_LIVE)}set mediaTimeIsLive(e){S(this,s.MEDIA_TIME_IS_LIVE,e)}handleClick(){!this.mediaPaused&&this.mediaTimeIsLive||(this.dispatchEvent(new l.CustomEvent(Fh,{composed:!0,bubbles:!0})),this.hasAttribute(br)&&this.dispatchEvent(new l.CustomEvent(Vh,{composed:!0,bubbles:!0})))}};Gn.getSlotTemplateHTML=Gh;l.customElements.get("media-live-button")||l.customElements.define("media-live-button",Gn);var qh=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M16.5 12A4.5 4.5 0 0 0 14 8v2.18l2.45 2.45a4.22 4.22 0 0 0 .05-.63Zm2.5 0a6.84 6.84 0 0 1-.54 2.64L20 16.15A8.8 8.8 0 0 0 21 12a9 9 0 0 0-7-8.77v2.06A7 7 0 0 1 19 12ZM4.27 3 3 4.27 7.73 9H3v6h4l5 5v-6.73l4.25 4.25A6.92 6.92 0 0 1 14 18.7v2.06A9 9 0 0 0 17.69 19l2 2.05L21 19.73l-9-9L4.27 3ZM12 4 9.91 6.09 12 8.18V4Z"/>
</svg>`,oc=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4Z"/>
</svg>`,Yh=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4ZM14 3.23v2.06a7 7 0 0 1 0 13.42v2.06a9 9 0 0 0 0-17.54Z"/>
</svg>`;function Qh(t){return`
    <style>
      :host(:not([${s.MEDIA_VOLUME_LEVEL}])) slot[name=icon] slot:not([name=high]),
      :host([${s.MEDIA_VOLUME_LEVEL}=high]) slot[name=icon] slot:not([name=high]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=icon] slot:not([name=off]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=low]) slot[name=icon] slot:not([name=low]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=medium]) slot[name=icon] slot:not([name=medium]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_VOLUME_LEVEL}=off])) slot[name=tooltip-unmute],
      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=tooltip-mute] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="off">${qh}</slot>
      <slot name="low">${oc}</slot>
      <slot name="medium">${oc}</slot>
      <slot name="high">${Yh}</slot>
    </slot>
  `}function zh(){return`
    <slot name="tooltip-mute">${v("Mute")}</slot>
    <slot name="tooltip-unmute">${v("Unmute")}</slot>
  `}var lc=t=>{let i=t.mediaVolumeLevel==="off"?v("unmute"):v("mute");t.setAttribute("aria-label",i)},_r=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME_LEVEL]}connectedCallback(){super.connectedCallback(),lc(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_VOLUME_LEVEL&&lc(this)}get mediaVolumeLevel(){return C(this,s.MEDIA_VOLUME_LEVEL)}set mediaVolumeLevel(e){D(this,s.MEDIA_VOLUME_LEVEL,e)}handleClick(){let e=this.mediaVolumeLevel==="off"?h.MEDIA_UNMUTE_REQUEST:h.MEDIA_MUTE_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};_r.getSlotTemplateHTML=Qh;_r.getTooltipContentHTML=zh;l.customElements.get("media-mute-button")||l.customElements.define("media-mute-button",_r);var Xs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},z=(t,e,i)=>(Xs(t,e,"read from private field"),i?i.call(t):e.get(t)),ne=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Et=(t,e,i,r)=>(Xs(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Me=(t,e,i)=>(Xs(t,e,"access private method"),i),He,ta,qn,Yn,Le,jn,Qn,zn,Zn,Js,dc,Xn,Gs,Jn,qs,ea,js,Ys,cc,Qs,uc,zs,hc,Zs,mc;function Zh(t){return`
    <style>
      :host {
        --_focus-box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        --_media-range-padding: var(--media-range-padding, var(--media-control-padding, 10px));

        box-shadow: var(--_focus-visible-box-shadow, none);
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        height: calc(var(--media-control-height, 24px) + 2 * var(--_media-range-padding));
        display: inline-flex;
        align-items: center;
        
        vertical-align: middle;
        box-sizing: border-box;
        position: relative;
        width: 100px;
        transition: background .15s linear;
        cursor: var(--media-cursor, pointer);
        pointer-events: auto;
        touch-action: none; 
      }

      
      input[type=range]:focus {
        outline: 0;
      }
      input[type=range]:focus::-webkit-slider-runnable-track {
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgb(50 50 70 / .7));
      }

      #leftgap {
        padding-left: var(--media-range-padding-left, var(--_media-range-padding));
      }

      #rightgap {
        padding-right: var(--media-range-padding-right, var(--_media-range-padding));
      }

      #startpoint,
      #endpoint {
        position: absolute;
      }

      #endpoint {
        right: 0;
      }

      #container {
        
        width: var(--media-range-track-width, 100%);
        transform: translate(var(--media-range-track-translate-x, 0px), var(--media-range-track-translate-y, 0px));
        position: relative;
        height: 100%;
        display: flex;
        align-items: center;
        min-width: 40px;
      }

      #range {
        
        display: var(--media-time-range-hover-display, block);
        bottom: var(--media-time-range-hover-bottom, 0);
        height: var(--media-time-range-hover-height, max(100% , 25px));
        width: 100%;
        position: absolute;
        cursor: var(--media-cursor, pointer);

        -webkit-appearance: none; 
        -webkit-tap-highlight-color: transparent;
        background: transparent; 
        margin: 0;
        z-index: 1;
      }

      @media (hover: hover) {
        #range {
          bottom: var(--media-time-range-hover-bottom, 0);
          height: var(--media-time-range-hover-height, max(100%, 20px));
        }
      }

      
      
      #range::-webkit-slider-thumb {
        -webkit-appearance: none;
        background: transparent;
        width: .1px;
        height: .1px;
      }

      
      #range::-moz-range-thumb {
        background: transparent;
        border: transparent;
        width: .1px;
        height: .1px;
      }

      #appearance {
        height: var(--media-range-track-height, 4px);
        display: flex;
        flex-direction: column;
        justify-content: center;
        width: 100%;
        position: absolute;
        
        will-change: transform;
      }

      #track {
        background: var(--media-range-track-background, rgb(255 255 255 / .2));
        border-radius: var(--media-range-track-border-radius, 1px);
        border: var(--media-range-track-border, none);
        outline: var(--media-range-track-outline);
        outline-offset: var(--media-range-track-outline-offset);
        backdrop-filter: var(--media-range-track-backdrop-filter);
        -webkit-backdrop-filter: var(--media-range-track-backdrop-filter);
        box-shadow: var(--media-range-track-box-shadow, none);
        position: absolute;
        width: 100%;
        height: 100%;
        overflow: hidden;
      }

      #progress,
      #pointer {
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #progress {
        background: var(--media-range-bar-color, var(--media-primary-color, rgb(238 238 238)));
        transition: var(--media-range-track-transition);
      }

      #pointer {
        background: var(--media-range-track-pointer-background);
        border-right: var(--media-range-track-pointer-border-right);
        transition: visibility .25s, opacity .25s;
        visibility: hidden;
        opacity: 0;
      }

      @media (hover: hover) {
        :host(:hover) #pointer {
          transition: visibility .5s, opacity .5s;
          visibility: visible;
          opacity: 1;
        }
      }

      #thumb,
      ::slotted([slot=thumb]) {
        width: var(--media-range-thumb-width, 10px);
        height: var(--media-range-thumb-height, 10px);
        transition: var(--media-range-thumb-transition);
        transform: var(--media-range-thumb-transform, none);
        opacity: var(--media-range-thumb-opacity, 1);
        translate: -50%;
        position: absolute;
        left: 0;
        cursor: var(--media-cursor, pointer);
      }

      #thumb {
        border-radius: var(--media-range-thumb-border-radius, 10px);
        background: var(--media-range-thumb-background, var(--media-primary-color, rgb(238 238 238)));
        box-shadow: var(--media-range-thumb-box-shadow, 1px 1px 1px transparent);
        border: var(--media-range-thumb-border, none);
      }

      :host([disabled]) #thumb {
        background-color: #777;
      }

      .segments #appearance {
        height: var(--media-range-segment-hover-height, 7px);
      }

      #track {
        clip-path: url(#segments-clipping);
      }

      #segments {
        --segments-gap: var(--media-range-segments-gap, 2px);
        position: absolute;
        width: 100%;
        height: 100%;
      }

      #segments-clipping {
        transform: translateX(calc(var(--segments-gap) / 2));
      }

      #segments-clipping:empty {
        display: none;
      }

      #segments-clipping rect {
        height: var(--media-range-track-height, 4px);
        y: calc((var(--media-range-segment-hover-height, 7px) - var(--media-range-track-height, 4px)) / 2);
        transition: var(--media-range-segment-transition, transform .1s ease-in-out);
        transform: var(--media-range-segment-transform, scaleY(1));
        transform-origin: center;
      }

      /* Visible label for accessibility - positioned off-screen but technically visible (Firefox requires visible labels) */
      #range-label {
        position: absolute;
        left: -10000px;
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        pointer-events: none;
      }
    </style>
    <div id="leftgap"></div>
    <div id="container">
      <div id="startpoint"></div>
      <div id="endpoint"></div>
      <div id="appearance">
        <div id="track" part="track">
          <div id="pointer"></div>
          <div id="progress" part="progress"></div>
        </div>
        <slot name="thumb">
          <div id="thumb" part="thumb"></div>
        </slot>
        <svg id="segments" aria-hidden="true"><clipPath id="segments-clipping"></clipPath></svg>
      </div>
        <input id="range" type="range" min="0" max="1" step="any" value="0">
        <label for="range" id="range-label"></label>

      ${this.getContainerTemplateHTML(t)}
    </div>
    <div id="rightgap"></div>
  `}function Xh(t){return""}var $e=class extends l.HTMLElement{constructor(){if(super(),ne(this,Js),ne(this,Xn),ne(this,Jn),ne(this,ea),ne(this,Ys),ne(this,Qs),ne(this,zs),ne(this,Zs),ne(this,He,void 0),ne(this,ta,void 0),ne(this,qn,void 0),ne(this,Yn,void 0),ne(this,Le,{}),ne(this,jn,[]),ne(this,Qn,()=>{if(this.range.matches(":focus-visible")){let{style:e}=W(this.shadowRoot,":host");e.setProperty("--_focus-visible-box-shadow","var(--_focus-box-shadow)")}}),ne(this,zn,()=>{let{style:e}=W(this.shadowRoot,":host");e.removeProperty("--_focus-visible-box-shadow")}),ne(this,Zn,()=>{let e=this.shadowRoot.querySelector("#segments-clipping");e&&e.parentNode.append(e)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.container=this.shadowRoot.querySelector("#container"),Et(this,qn,this.shadowRoot.querySelector("#startpoint")),Et(this,Yn,this.shadowRoot.querySelector("#endpoint")),this.range=this.shadowRoot.querySelector("#range"),this.appearance=this.shadowRoot.querySelector("#appearance")}static get observedAttributes(){return["disabled","aria-disabled",w.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,r){var n,a,o,d,c;e===w.MEDIA_CONTROLLER?(i&&((a=(n=z(this,He))==null?void 0:n.unassociateElement)==null||a.call(n,this),Et(this,He,null)),r&&this.isConnected&&(Et(this,He,(o=this.getRootNode())==null?void 0:o.getElementById(r)),(c=(d=z(this,He))==null?void 0:d.associateElement)==null||c.call(d,this))):(e==="disabled"||e==="aria-disabled"&&i!==r)&&(r==null?(this.range.removeAttribute(e),Me(this,Xn,Gs).call(this)):(this.range.setAttribute(e,r),Me(this,Jn,qs).call(this)))}connectedCallback(){var e,i,r;let{style:n}=W(this.shadowRoot,":host");n.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),z(this,Le).pointer=W(this.shadowRoot,"#pointer"),z(this,Le).progress=W(this.shadowRoot,"#progress"),z(this,Le).thumb=W(this.shadowRoot,'#thumb, ::slotted([slot="thumb"])'),z(this,Le).activeSegment=W(this.shadowRoot,"#segments-clipping rect:nth-child(0)");let a=this.getAttribute(w.MEDIA_CONTROLLER);a&&(Et(this,He,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(r=(i=z(this,He))==null?void 0:i.associateElement)==null||r.call(i,this)),this.updateBar(),this.shadowRoot.addEventListener("focusin",z(this,Qn)),this.shadowRoot.addEventListener("focusout",z(this,zn)),Me(this,Xn,Gs).call(this),Je(this.container,z(this,Zn))}disconnectedCallback(){var e,i;Me(this,Jn,qs).call(this),(i=(e=z(this,He))==null?void 0:e.unassociateElement)==null||i.call(e,this),Et(this,He,null),this.shadowRoot.removeEventListener("focusin",z(this,Qn)),this.shadowRoot.removeEventListener("focusout",z(this,zn)),je(this.container,z(this,Zn))}updatePointerBar(e){var i;(i=z(this,Le).pointer)==null||i.style.setProperty("width",`${this.getPointerRatio(e)*100}%`)}updateBar(){var e,i;let r=this.range.valueAsNumber*100;(e=z(this,Le).progress)==null||e.style.setProperty("width",`${r}%`),(i=z(this,Le).thumb)==null||i.style.setProperty("left",`${r}%`)}updateSegments(e){let i=this.shadowRoot.querySelector("#segments-clipping");if(i.textContent="",this.container.classList.toggle("segments",!!e?.length),!e?.length)return;let r=[...new Set([+this.range.min,...e.flatMap(a=>[a.start,a.end]),+this.range.max])];Et(this,jn,[...r]);let n=r.pop();for(let[a,o]of r.entries()){let[d,c]=[a===0,a===r.length-1],m=d?"calc(var(--segments-gap) / -1)":`${o*100}%`,T=`calc(${((c?n:r[a+1])-o)*100}%${d||c?"":" - var(--segments-gap)"})`,b=V.createElementNS("http://www.w3.org/2000/svg","rect"),p=ji(this.shadowRoot,`#segments-clipping rect:nth-child(${a+1})`);p.style.setProperty("x",m),p.style.setProperty("width",T),i.append(b)}}getPointerRatio(e){return sd(e.clientX,e.clientY,z(this,qn).getBoundingClientRect(),z(this,Yn).getBoundingClientRect())}get dragging(){return this.hasAttribute("dragging")}handleEvent(e){switch(e.type){case"pointermove":Me(this,Zs,mc).call(this,e);break;case"input":this.updateBar();break;case"pointerenter":Me(this,Ys,cc).call(this,e);break;case"pointerdown":Me(this,ea,js).call(this,e);break;case"pointerup":Me(this,Qs,uc).call(this);break;case"pointerleave":Me(this,zs,hc).call(this);break}}get keysUsed(){return["ArrowUp","ArrowRight","ArrowDown","ArrowLeft"]}};He=new WeakMap;ta=new WeakMap;qn=new WeakMap;Yn=new WeakMap;Le=new WeakMap;jn=new WeakMap;Qn=new WeakMap;zn=new WeakMap;Zn=new WeakMap;Js=new WeakSet;dc=function(t){let e=z(this,Le).activeSegment;if(!e)return;let i=this.getPointerRatio(t),n=`#segments-clipping rect:nth-child(${z(this,jn).findIndex((a,o,d)=>{let c=d[o+1];return c!=null&&i>=a&&i<=c})+1})`;(e.selectorText!=n||!e.style.transform)&&(e.selectorText=n,e.style.setProperty("transform","var(--media-range-segment-hover-transform, scaleY(2))"))};Xn=new WeakSet;Gs=function(){this.hasAttribute("disabled")||!this.isConnected||(this.addEventListener("input",this),this.addEventListener("pointerdown",this),this.addEventListener("pointerenter",this))};Jn=new WeakSet;qs=function(){var t,e;this.removeEventListener("input",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointerenter",this),this.removeEventListener("pointerleave",this),(t=l.window)==null||t.removeEventListener("pointerup",this),(e=l.window)==null||e.removeEventListener("pointermove",this)};ea=new WeakSet;js=function(t){var e;Et(this,ta,t.composedPath().includes(this.range)),(e=l.window)==null||e.addEventListener("pointerup",this,{once:!0})};Ys=new WeakSet;cc=function(t){var e;t.pointerType!=="mouse"&&Me(this,ea,js).call(this,t),this.addEventListener("pointerleave",this,{once:!0}),(e=l.window)==null||e.addEventListener("pointermove",this)};Qs=new WeakSet;uc=function(){var t;(t=l.window)==null||t.removeEventListener("pointerup",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled")};zs=new WeakSet;hc=function(){var t,e;this.removeEventListener("pointerleave",this),(t=l.window)==null||t.removeEventListener("pointermove",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled"),(e=z(this,Le).activeSegment)==null||e.style.removeProperty("transform")};Zs=new WeakSet;mc=function(t){t.pointerType==="pen"&&t.buttons===0||(this.toggleAttribute("dragging",t.buttons===1||t.pointerType!=="mouse"),this.updatePointerBar(t),Me(this,Js,dc).call(this,t),this.dragging&&(t.pointerType!=="mouse"||!z(this,ta))&&(this.range.disabled=!0,this.range.valueAsNumber=this.getPointerRatio(t),this.range.dispatchEvent(new Event("input",{bubbles:!0,composed:!0}))))};$e.shadowRootOptions={mode:"open"};$e.getTemplateHTML=Zh;$e.getContainerTemplateHTML=Xh;l.customElements.get("media-chrome-range")||l.customElements.define("media-chrome-range",$e);var Jh=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},pc=(t,e,i)=>(Jh(t,e,"read from private field"),i?i.call(t):e.get(t)),jh=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ia,em=1,tm=t=>t.mediaMuted?0:t.mediaVolume,im=t=>`${Math.round(t*100)}%`,eo=class extends $e{constructor(){super(...arguments),jh(this,ia,()=>{let e=this.range.value,i=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:e});this.dispatchEvent(i)})}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME,s.MEDIA_MUTED,s.MEDIA_VOLUME_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),this.range.setAttribute("aria-label",v("volume")),this.range.addEventListener("input",pc(this,ia))}disconnectedCallback(){this.range.removeEventListener("input",pc(this,ia)),super.disconnectedCallback()}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),(e===s.MEDIA_VOLUME||e===s.MEDIA_MUTED)&&(this.range.valueAsNumber=tm(this),this.range.setAttribute("aria-valuetext",im(this.range.valueAsNumber)),this.updateBar())}get mediaVolume(){return Y(this,s.MEDIA_VOLUME,em)}set mediaVolume(e){Q(this,s.MEDIA_VOLUME,e)}get mediaMuted(){return y(this,s.MEDIA_MUTED)}set mediaMuted(e){S(this,s.MEDIA_MUTED,e)}get mediaVolumeUnavailable(){return C(this,s.MEDIA_VOLUME_UNAVAILABLE)}set mediaVolumeUnavailable(e){D(this,s.MEDIA_VOLUME_UNAVAILABLE,e)}};ia=new WeakMap;l.customElements.get("media-volume-range")||l.customElements.define("media-volume-range",eo);var vc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ra=(t,e,i)=>(vc(t,e,"read from private field"),i?i.call(t):e.get(t)),rm=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},na=(t,e,i,r)=>(vc(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),We;function nm(t){return`
    <style>
      :host {
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-preview-thumbnail-display, inline-block));
        overflow: hidden;
      }

      img {
        display: none;
        position: relative;
      }
    </style>
    <img crossorigin loading="eager" decoding="async">
  `}var gi=class extends l.HTMLElement{constructor(){if(super(),rm(this,We,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[w.MEDIA_CONTROLLER,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS]}connectedCallback(){var e,i,r;let n=this.getAttribute(w.MEDIA_CONTROLLER);n&&(na(this,We,(e=this.getRootNode())==null?void 0:e.getElementById(n)),(r=(i=ra(this,We))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=ra(this,We))==null?void 0:e.unassociateElement)==null||i.call(e,this),na(this,We,null)}attributeChangedCallback(e,i,r){var n,a,o,d,c;[s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS].includes(e)&&this.update(),e===w.MEDIA_CONTROLLER&&(i&&((a=(n=ra(this,We))==null?void 0:n.unassociateElement)==null||a.call(n,this),na(this,We,null)),r&&this.isConnected&&(na(this,We,(o=this.getRootNode())==null?void 0:o.getElementById(r)),(c=(d=ra(this,We))==null?void 0:d.associateElement)==null||c.call(d,this)))}get mediaPreviewImage(){return C(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){D(this,s.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewCoords(){let e=this.getAttribute(s.MEDIA_PREVIEW_COORDS);if(e)return e.split(/\s+/).map(i=>+i)}set mediaPreviewCoords(e){if(!e){this.removeAttribute(s.MEDIA_PREVIEW_COORDS);return}this.setAttribute(s.MEDIA_PREVIEW_COORDS,e.join(" "))}update(){let e=this.mediaPreviewCoords,i=this.mediaPreviewImage;if(!(e&&i))return;let[r,n,a,o]=e,d=i.split("#")[0],c=getComputedStyle(this),{maxWidth:m,maxHeight:f,minWidth:T,minHeight:b}=c,p=c.getPropertyValue("--media-preview-thumbnail-object-fit").trim()||"contain",k,g;if(p==="fill"){let Ze=parseInt(m)/a,Xe=parseInt(f)/o,Qi=parseInt(T)/a,It=parseInt(b)/o;k=Ze<1?Ze:Math.max(Ze,Qi),g=Xe<1?Xe:Math.max(Xe,It)}else{let Ze=Math.min(parseInt(m)/a,parseInt(f)/o),Xe=Math.max(parseInt(T)/a,parseInt(b)/o),It=Ze<1?Ze:Xe>1?Xe:1;k=It,g=It}let{style:L}=W(this.shadowRoot,":host"),M=W(this.shadowRoot,"img").style,oe=this.shadowRoot.querySelector("img"),Yi=Math.min(k,g)<1?"min":"max";L.setProperty(`${Yi}-width`,"initial","important"),L.setProperty(`${Yi}-height`,"initial","important"),L.width=`${a*k}px`,L.height=`${o*g}px`;let Xt=()=>{M.width=`${this.imgWidth*k}px`,M.height=`${this.imgHeight*g}px`,M.display="block"};oe.src!==d&&(oe.onload=()=>{this.imgWidth=oe.naturalWidth,this.imgHeight=oe.naturalHeight,Xt(),oe.onload=null},oe.src=d,Xt()),Xt(),M.transform=`translate(-${r*k}px, -${n*g}px)`}};We=new WeakMap;gi.shadowRootOptions={mode:"open"};gi.getTemplateHTML=nm;l.customElements.get("media-preview-thumbnail")||l.customElements.define("media-preview-thumbnail",gi);var to=gi;var Ec=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},aa=(t,e,i)=>(Ec(t,e,"read from private field"),i?i.call(t):e.get(t)),am=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},sa=(t,e,i,r)=>(Ec(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Be;function sm(t,e={}){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-text-background, var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7))));
        padding: var(--media-control-padding, 10px);
        display: inline-flex;
        justify-content: center;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        text-align: center;
        pointer-events: auto;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }

      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}
  `}function om(t,e){return`
    <slot></slot>
  `}var ge=class extends l.HTMLElement{constructor(){if(super(),am(this,Be,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[w.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,r){var n,a,o,d,c;e===w.MEDIA_CONTROLLER&&(i&&((a=(n=aa(this,Be))==null?void 0:n.unassociateElement)==null||a.call(n,this),sa(this,Be,null)),r&&this.isConnected&&(sa(this,Be,(o=this.getRootNode())==null?void 0:o.getElementById(r)),(c=(d=aa(this,Be))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i,r;let{style:n}=W(this.shadowRoot,":host");n.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`);let a=this.getAttribute(w.MEDIA_CONTROLLER);a&&(sa(this,Be,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(r=(i=aa(this,Be))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=aa(this,Be))==null?void 0:e.unassociateElement)==null||i.call(e,this),sa(this,Be,null)}};Be=new WeakMap;ge.shadowRootOptions={mode:"open"};ge.getTemplateHTML=sm;ge.getSlotTemplateHTML=om;l.customElements.get("media-text-display")||l.customElements.define("media-text-display",ge);var fc=[{singular:"hour",plural:"hours"},{singular:"minute",plural:"minutes"},{singular:"second",plural:"seconds"}],gc=(t,e)=>{let i=t===1?v(fc[e].singular):v(fc[e].plural);return`${t} ${i}`},Wt=t=>{if(!ui(t))return"";let e=Math.abs(t),i=e!==t,r=new Date(0,0,0,0,0,e,0),a=[r.getHours(),r.getMinutes(),r.getSeconds()].map((o,d)=>o&&gc(o,d)).filter(o=>o).join(", ");return i?v("{time} remaining",{time:a}):e===0?gc(0,2):a};function Bt(t,e){let i=!1;t<0&&(i=!0,t=0-t),t=t<0?0:t;let r=Math.floor(t%60),n=Math.floor(t/60%60),a=Math.floor(t/3600),o=Math.floor(e/60%60),d=Math.floor(e/3600);return(isNaN(t)||t===1/0)&&(a=n=r="0"),a=a>0||d>0?a+":":"",n=((a||o>=10)&&n<10?"0"+n:n)+":",r=r<10?"0"+r:r,(i?"-":"")+a+n+r}var rf=Object.freeze({length:0,start(t){let e=t>>>0;if(e>=this.length)throw new DOMException(`Failed to execute 'start' on 'TimeRanges': The index provided (${e}) is greater than or equal to the maximum bound (${this.length}).`);return 0},end(t){let e=t>>>0;if(e>=this.length)throw new DOMException(`Failed to execute 'end' on 'TimeRanges': The index provided (${e}) is greater than or equal to the maximum bound (${this.length}).`);return 0}});var _c=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},bc=(t,e,i)=>(_c(t,e,"read from private field"),i?i.call(t):e.get(t)),lm=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},dm=(t,e,i,r)=>(_c(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ar,io=class extends ge{constructor(){super(),lm(this,Ar,void 0),dm(this,Ar,this.shadowRoot.querySelector("slot")),bc(this,Ar).textContent=Bt(0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_TIME]}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_PREVIEW_TIME&&r!=null&&(bc(this,Ar).textContent=Bt(parseFloat(r)))}get mediaPreviewTime(){return Y(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){Q(this,s.MEDIA_PREVIEW_TIME,e)}};Ar=new WeakMap;l.customElements.get("media-preview-time-display")||l.customElements.define("media-preview-time-display",io);var Ac=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},cm=(t,e,i)=>(Ac(t,e,"read from private field"),i?i.call(t):e.get(t)),um=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},hm=(t,e,i,r)=>(Ac(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),oa,ro=class extends ge{constructor(){super(),um(this,oa,void 0),hm(this,oa,this.shadowRoot.querySelector("slot"))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_LANG]}attributeChangedCallback(e,i,r){if(super.attributeChangedCallback(e,i,r),(e===s.MEDIA_PREVIEW_CHAPTER||e===s.MEDIA_LANG)&&r!==i&&r!=null)if(cm(this,oa).textContent=r,r!==""){let n=v("chapter: {chapterName}",{chapterName:r});this.setAttribute("aria-valuetext",n)}else this.removeAttribute("aria-valuetext")}get mediaPreviewChapter(){return C(this,s.MEDIA_PREVIEW_CHAPTER)}set mediaPreviewChapter(e){D(this,s.MEDIA_PREVIEW_CHAPTER,e)}};oa=new WeakMap;l.customElements.get("media-preview-chapter-display")||l.customElements.define("media-preview-chapter-display",ro);var Tc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ie=(t,e,i)=>(Tc(t,e,"read from private field"),i?i.call(t):e.get(t)),Fe=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},fe=(t,e,i,r)=>(Tc(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),mm=(t,e,i,r)=>({set _(n){fe(t,e,n,i)},get _(){return ie(t,e,r)}}),bi,la,_i,Tr,da,ca,ua,Ai,Ft,ha,ma=class{constructor(e,i,r){Fe(this,bi,void 0),Fe(this,la,void 0),Fe(this,_i,void 0),Fe(this,Tr,void 0),Fe(this,da,void 0),Fe(this,ca,void 0),Fe(this,ua,void 0),Fe(this,Ai,void 0),Fe(this,Ft,0),Fe(this,ha,(n=performance.now())=>{fe(this,Ft,requestAnimationFrame(ie(this,ha))),fe(this,Tr,performance.now()-ie(this,_i));let a=1e3/this.fps;if(ie(this,Tr)>a){fe(this,_i,n-ie(this,Tr)%a);let o=1e3/((n-ie(this,la))/++mm(this,da)._),d=(n-ie(this,ca))/1e3/this.duration,c=ie(this,ua)+d*this.playbackRate;c-ie(this,bi).valueAsNumber>0?fe(this,Ai,this.playbackRate/this.duration/o):(fe(this,Ai,.995*ie(this,Ai)),c=ie(this,bi).valueAsNumber+ie(this,Ai)),this.callback(c)}}),fe(this,bi,e),this.callback=i,this.fps=r}start(){ie(this,Ft)===0&&(fe(this,_i,performance.now()),fe(this,la,ie(this,_i)),fe(this,da,0),ie(this,ha).call(this))}stop(){ie(this,Ft)!==0&&(cancelAnimationFrame(ie(this,Ft)),fe(this,Ft,0))}update({start:e,duration:i,playbackRate:r}){let n=e-ie(this,bi).valueAsNumber,a=Math.abs(i-this.duration);(n>0||n<-.5/i||a>=.5)&&this.callback(e),fe(this,ua,e),fe(this,ca,performance.now()),this.duration=i,this.playbackRate=r}};bi=new WeakMap;la=new WeakMap;_i=new WeakMap;Tr=new WeakMap;da=new WeakMap;ca=new WeakMap;ua=new WeakMap;Ai=new WeakMap;Ft=new WeakMap;ha=new WeakMap;var lo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},K=(t,e,i)=>(lo(t,e,"read from private field"),i?i.call(t):e.get(t)),j=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},be=(t,e,i,r)=>(lo(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),_e=(t,e,i)=>(lo(t,e,"access private method"),i),Ti,ft,Ea,Sr,fa,va,kr,Ir,yi,Si,yr,no,yc,ao,ga,co,ba,uo,_a,ho,so,Sc,wr,Aa,oo,kc,pm=t=>{let e=t.range,i=Wt(+Ic(t)),r=Wt(+t.mediaSeekableEnd),n=i&&r?v("{currentTime} of {totalTime}",{currentTime:i,totalTime:r}):v("video not loaded, unknown time.");e.setAttribute("aria-valuetext",n)};function vm(t){return`
    <style>
      :host {
        --media-box-border-radius: 4px;
        --media-box-padding-left: 10px;
        --media-box-padding-right: 10px;
        --media-preview-border-radius: var(--media-box-border-radius);
        --media-box-arrow-offset: var(--media-box-border-radius);
        --_control-background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        --_preview-background: var(--media-preview-background, var(--_control-background));

        
        contain: layout;
      }

      #buffered {
        background: var(--media-time-range-buffered-color, rgb(255 255 255 / .4));
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #preview-rail,
      #current-rail {
        width: 100%;
        position: absolute;
        left: 0;
        bottom: 100%;
        pointer-events: none;
        will-change: transform;
      }

      [part~="box"] {
        width: min-content;
        
        position: absolute;
        bottom: 100%;
        flex-direction: column;
        align-items: center;
        transform: translateX(-50%);
      }

      [part~="current-box"] {
        display: var(--media-current-box-display, var(--media-box-display, flex));
        margin: var(--media-current-box-margin, var(--media-box-margin, 0 0 5px));
        visibility: hidden;
      }

      [part~="preview-box"] {
        display: var(--media-preview-box-display, var(--media-box-display, flex));
        margin: var(--media-preview-box-margin, var(--media-box-margin, 0 0 5px));
        transition-property: var(--media-preview-transition-property, visibility, opacity);
        transition-duration: var(--media-preview-transition-duration-out, .25s);
        transition-delay: var(--media-preview-transition-delay-out, 0s);
        visibility: hidden;
        opacity: 0;
      }

      :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}])[dragging]) [part~="preview-box"] {
        transition-duration: var(--media-preview-transition-duration-in, .5s);
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
        opacity: 1;
      }

      @media (hover: hover) {
        :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}]):hover) [part~="preview-box"] {
          transition-duration: var(--media-preview-transition-duration-in, .5s);
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
          opacity: 1;
        }
      }

      media-preview-thumbnail,
      ::slotted(media-preview-thumbnail) {
        visibility: hidden;
        
        transition: visibility 0s .25s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-thumbnail-background, var(--_preview-background));
        box-shadow: var(--media-preview-thumbnail-box-shadow, 0 0 4px rgb(0 0 0 / .2));
        max-width: var(--media-preview-thumbnail-max-width, 180px);
        max-height: var(--media-preview-thumbnail-max-height, 160px);
        min-width: var(--media-preview-thumbnail-min-width, 120px);
        min-height: var(--media-preview-thumbnail-min-height, 80px);
        border: var(--media-preview-thumbnail-border);
        border-radius: var(--media-preview-thumbnail-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius) 0 0);
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) media-preview-thumbnail,
      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) ::slotted(media-preview-thumbnail) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
      }

      @media (hover: hover) {
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) media-preview-thumbnail,
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) ::slotted(media-preview-thumbnail) {
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
        }

        :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
          --media-time-range-hover-display: block;
        }
      }

      media-preview-chapter-display,
      ::slotted(media-preview-chapter-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        visibility: hidden;
        
        transition: min-width 0s, border-radius 0s, margin 0s, padding 0s, visibility 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-chapter-background, var(--_preview-background));
        border-radius: var(--media-preview-chapter-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-chapter-padding, 3.5px 9px);
        margin: var(--media-preview-chapter-margin, 0 0 5px);
        text-shadow: var(--media-preview-chapter-text-shadow, 0 0 4px rgb(0 0 0 / .75));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-chapter-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-chapter-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-chapter-border-radius, 0);
        padding: var(--media-preview-chapter-padding, 3.5px 9px 0);
        margin: var(--media-preview-chapter-margin, 0);
        min-width: 100%;
      }

      media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}],
      ::slotted(media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}]) {
        visibility: visible;
      }

      media-preview-chapter-display:not([aria-valuetext]),
      ::slotted(media-preview-chapter-display:not([aria-valuetext])) {
        display: none;
      }

      media-preview-time-display,
      ::slotted(media-preview-time-display),
      media-time-display,
      ::slotted(media-time-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        
        transition: min-width 0s, border-radius 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-time-background, var(--_preview-background));
        border-radius: var(--media-preview-time-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-time-padding, 3.5px 9px);
        margin: var(--media-preview-time-margin, 0);
        text-shadow: var(--media-preview-time-text-shadow, 0 0 4px rgb(0 0 0 / .75));
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50%)
        ));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-time-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-time-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-time-border-radius,
          0 0 var(--media-preview-border-radius) var(--media-preview-border-radius));
        min-width: 100%;
      }

      :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
        --media-time-range-hover-display: block;
      }

      [part~="arrow"],
      ::slotted([part~="arrow"]) {
        display: var(--media-box-arrow-display, inline-block);
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2 + var(--media-box-arrow-offset)),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50% - var(--media-box-arrow-offset))
        ));
        
        border-color: transparent;
        border-top-color: var(--media-box-arrow-background, var(--_control-background));
        border-width: var(--media-box-arrow-border-width,
          var(--media-box-arrow-height, 5px) var(--media-box-arrow-width, 6px) 0);
        border-style: solid;
        justify-content: center;
        height: 0;
      }
    </style>
    <div id="preview-rail">
      <slot name="preview" part="box preview-box">
        <media-preview-thumbnail>
          <template shadowrootmode="${to.shadowRootOptions.mode}">
            ${to.getTemplateHTML({})}
          </template>
        </media-preview-thumbnail>
        <media-preview-chapter-display></media-preview-chapter-display>
        <media-preview-time-display></media-preview-time-display>
        <slot name="preview-arrow"><div part="arrow"></div></slot>
      </slot>
    </div>
    <div id="current-rail">
      <slot name="current" part="box current-box">
        
      </slot>
    </div>
  `}var pa=(t,e=t.mediaCurrentTime)=>{let i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,r=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;if(Number.isNaN(r))return 0;let n=(e-i)/(r-i);return Math.max(0,Math.min(n,1))},Ic=(t,e=t.range.valueAsNumber)=>{let i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,r=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;return Number.isNaN(r)?0:e*(r-i)+i},Mr=class extends $e{constructor(){super(),j(this,no),j(this,ga),j(this,ba),j(this,_a),j(this,so),j(this,wr),j(this,oo),j(this,Ti,null),j(this,ft,void 0),j(this,Ea,void 0),j(this,Sr,void 0),j(this,fa,void 0),j(this,va,void 0),j(this,kr,void 0),j(this,Ir,void 0),j(this,yi,void 0),j(this,Si,void 0),j(this,yr,()=>{_e(this,no,yc).call(this)?K(this,ft).start():K(this,ft).stop()}),j(this,ao,r=>{this.dragging||(ui(r)&&(this.range.valueAsNumber=r),K(this,Si)||this.updateBar())}),this.shadowRoot.querySelector("#track").insertAdjacentHTML("afterbegin",'<div id="buffered" part="buffered"></div>'),be(this,Ea,this.shadowRoot.querySelectorAll('[part~="box"]')),be(this,fa,this.shadowRoot.querySelector('[part~="preview-box"]')),be(this,va,this.shadowRoot.querySelector('[part~="current-box"]'));let i=getComputedStyle(this);be(this,kr,parseInt(i.getPropertyValue("--media-box-padding-left"))),be(this,Ir,parseInt(i.getPropertyValue("--media-box-padding-right"))),be(this,ft,new ma(this.range,K(this,ao),60))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_DURATION,s.MEDIA_SEEKABLE,s.MEDIA_CURRENT_TIME,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_TIME,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_BUFFERED,s.MEDIA_PLAYBACK_RATE,s.MEDIA_LOADING,s.MEDIA_ENDED]}connectedCallback(){var e;super.connectedCallback(),this.range.setAttribute("aria-label",v("seek")),K(this,yr).call(this),be(this,Ti,this.getRootNode()),(e=K(this,Ti))==null||e.addEventListener("transitionstart",this)}disconnectedCallback(){var e;super.disconnectedCallback(),K(this,ft).stop(),(e=K(this,Ti))==null||e.removeEventListener("transitionstart",this),be(this,Ti,null)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),i!=r&&(e===s.MEDIA_CURRENT_TIME||e===s.MEDIA_PAUSED||e===s.MEDIA_ENDED||e===s.MEDIA_LOADING||e===s.MEDIA_DURATION||e===s.MEDIA_SEEKABLE?(K(this,ft).update({start:pa(this),duration:this.mediaSeekableEnd-this.mediaSeekableStart,playbackRate:this.mediaPlaybackRate}),K(this,yr).call(this),pm(this)):e===s.MEDIA_BUFFERED&&this.updateBufferedBar(),(e===s.MEDIA_DURATION||e===s.MEDIA_SEEKABLE)&&(this.mediaChaptersCues=K(this,yi),this.updateBar()))}get mediaChaptersCues(){return K(this,yi)}set mediaChaptersCues(e){var i;be(this,yi,e),this.updateSegments((i=K(this,yi))==null?void 0:i.map(r=>({start:pa(this,r.startTime),end:pa(this,r.endTime)})))}get mediaPaused(){return y(this,s.MEDIA_PAUSED)}set mediaPaused(e){S(this,s.MEDIA_PAUSED,e)}get mediaLoading(){return y(this,s.MEDIA_LOADING)}set mediaLoading(e){S(this,s.MEDIA_LOADING,e)}get mediaDuration(){return Y(this,s.MEDIA_DURATION)}set mediaDuration(e){Q(this,s.MEDIA_DURATION,e)}get mediaCurrentTime(){return Y(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){Q(this,s.MEDIA_CURRENT_TIME,e)}get mediaPlaybackRate(){return Y(this,s.MEDIA_PLAYBACK_RATE,1)}set mediaPlaybackRate(e){Q(this,s.MEDIA_PLAYBACK_RATE,e)}get mediaBuffered(){let e=this.getAttribute(s.MEDIA_BUFFERED);return e?e.split(" ").map(i=>i.split(":").map(r=>+r)):[]}set mediaBuffered(e){if(!e){this.removeAttribute(s.MEDIA_BUFFERED);return}let i=e.map(r=>r.join(":")).join(" ");this.setAttribute(s.MEDIA_BUFFERED,i)}get mediaSeekable(){let e=this.getAttribute(s.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,e.join(":"))}get mediaSeekableEnd(){var e;let[,i=this.mediaDuration]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaSeekableStart(){var e;let[i=0]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaPreviewImage(){return C(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){D(this,s.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewTime(){return Y(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){Q(this,s.MEDIA_PREVIEW_TIME,e)}get mediaEnded(){return y(this,s.MEDIA_ENDED)}set mediaEnded(e){S(this,s.MEDIA_ENDED,e)}updateBar(){super.updateBar(),this.updateBufferedBar(),this.updateCurrentBox()}updateBufferedBar(){var e;let i=this.mediaBuffered;if(!i.length)return;let r;if(this.mediaEnded)r=1;else{let a=this.mediaCurrentTime,[,o=this.mediaSeekableStart]=(e=i.find(([d,c])=>d<=a&&a<=c))!=null?e:[];r=pa(this,o)}let{style:n}=W(this.shadowRoot,"#buffered");n.setProperty("width",`${r*100}%`)}updateCurrentBox(){if(!this.shadowRoot.querySelector('slot[name="current"]').assignedElements().length)return;let i=W(this.shadowRoot,"#current-rail"),r=W(this.shadowRoot,'[part~="current-box"]'),n=_e(this,ga,co).call(this,K(this,va)),a=_e(this,ba,uo).call(this,n,this.range.valueAsNumber),o=_e(this,_a,ho).call(this,n,this.range.valueAsNumber);i.style.transform=`translateX(${a})`,i.style.setProperty("--_range-width",`${n.range.width}`),r.style.setProperty("--_box-shift",`${o}`),r.style.setProperty("--_box-width",`${n.box.width}px`),r.style.setProperty("visibility","initial")}handleEvent(e){switch(super.handleEvent(e),e.type){case"input":_e(this,oo,kc).call(this);break;case"pointermove":_e(this,so,Sc).call(this,e);break;case"pointerup":K(this,Si)&&be(this,Si,!1);break;case"pointerdown":be(this,Si,!0);break;case"pointerleave":_e(this,wr,Aa).call(this,null);break;case"transitionstart":le(e.target,this)&&setTimeout(()=>K(this,yr).call(this),0);break}}};Ti=new WeakMap;ft=new WeakMap;Ea=new WeakMap;Sr=new WeakMap;fa=new WeakMap;va=new WeakMap;kr=new WeakMap;Ir=new WeakMap;yi=new WeakMap;Si=new WeakMap;yr=new WeakMap;no=new WeakSet;yc=function(){return this.isConnected&&!this.mediaPaused&&!this.mediaLoading&&!this.mediaEnded&&this.mediaSeekableEnd>0&&vn(this)};ao=new WeakMap;ga=new WeakSet;co=function(t){var e;let r=((e=this.getAttribute("bounds")?xe(this,`#${this.getAttribute("bounds")}`):this.parentElement)!=null?e:this).getBoundingClientRect(),n=this.range.getBoundingClientRect(),a=t.offsetWidth,o=-(n.left-r.left-a/2),d=r.right-n.left-a/2;return{box:{width:a,min:o,max:d},bounds:r,range:n}};ba=new WeakSet;uo=function(t,e){let i=`${e*100}%`,{width:r,min:n,max:a}=t.box;if(!r)return i;if(Number.isNaN(n)||(i=`max(${`calc(1 / var(--_range-width) * 100 * ${n}% + var(--media-box-padding-left))`}, ${i})`),!Number.isNaN(a)){let d=`calc(1 / var(--_range-width) * 100 * ${a}% - var(--media-box-padding-right))`;i=`min(${i}, ${d})`}return i};_a=new WeakSet;ho=function(t,e){let{width:i,min:r,max:n}=t.box,a=e*t.range.width;if(a<r+K(this,kr)){let o=t.range.left-t.bounds.left-K(this,kr);return`${a-i/2+o}px`}if(a>n-K(this,Ir)){let o=t.bounds.right-t.range.right-K(this,Ir);return`${a+i/2-o-t.range.width}px`}return 0};so=new WeakSet;Sc=function(t){let e=[...K(this,Ea)].some(f=>t.composedPath().includes(f));if(!this.dragging&&(e||!t.composedPath().includes(this))){_e(this,wr,Aa).call(this,null);return}let i=this.mediaSeekableEnd;if(!i)return;let r=W(this.shadowRoot,"#preview-rail"),n=W(this.shadowRoot,'[part~="preview-box"]'),a=_e(this,ga,co).call(this,K(this,fa)),o=(t.clientX-a.range.left)/a.range.width;o=Math.max(0,Math.min(1,o));let d=_e(this,ba,uo).call(this,a,o),c=_e(this,_a,ho).call(this,a,o);r.style.transform=`translateX(${d})`,r.style.setProperty("--_range-width",`${a.range.width}`),n.style.setProperty("--_box-shift",`${c}`),n.style.setProperty("--_box-width",`${a.box.width}px`);let m=Math.round(K(this,Sr))-Math.round(o*i);Math.abs(m)<1&&o>.01&&o<.99||(be(this,Sr,o*i),_e(this,wr,Aa).call(this,K(this,Sr)))};wr=new WeakSet;Aa=function(t){this.dispatchEvent(new l.CustomEvent(h.MEDIA_PREVIEW_REQUEST,{composed:!0,bubbles:!0,detail:t}))};oo=new WeakSet;kc=function(){K(this,ft).stop();let t=Ic(this);this.dispatchEvent(new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:t}))};Mr.shadowRootOptions={mode:"open"};Mr.getContainerTemplateHTML=vm;l.customElements.get("media-time-range")||l.customElements.define("media-time-range",Mr);var vo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Re=(t,e,i)=>(vo(t,e,"read from private field"),i?i.call(t):e.get(t)),Vt=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Eo=(t,e,i,r)=>(vo(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),bt=(t,e,i)=>(vo(t,e,"access private method"),i),ki,Ve,Ia,fo,Mc,Sa,go,Lr,Ta,ya,mo,gt={REMAINING:"remaining",SHOW_DURATION:"showduration",NO_TOGGLE:"notoggle"},wc=[...Object.values(gt),s.MEDIA_CURRENT_TIME,s.MEDIA_DURATION,s.MEDIA_SEEKABLE],Lc=["Enter"," "],Em="&nbsp;/&nbsp;",po=(t,{timesSep:e=Em}={})=>{var i,r;let n=(i=t.mediaCurrentTime)!=null?i:0,[,a]=(r=t.mediaSeekable)!=null?r:[],o=0;Number.isFinite(t.mediaDuration)?o=t.mediaDuration:Number.isFinite(a)&&(o=a);let d=t.remaining?Bt(0-(o-n)):Bt(n);return t.showDuration?`${d}${e}${Bt(o)}`:d},fm=t=>{var e;let i=t.mediaCurrentTime,[,r]=(e=t.mediaSeekable)!=null?e:[],n=null;if(Number.isFinite(t.mediaDuration)?n=t.mediaDuration:Number.isFinite(r)&&(n=r),i==null||n===null){t.setAttribute("aria-description",v("video not loaded, unknown time."));return}let a=t.remaining?Wt(0-(n-i)):Wt(i);if(!t.showDuration){t.setAttribute("aria-description",a);return}let o=Wt(n),d=v("{currentTime} of {totalTime}",{currentTime:a,totalTime:o});t.setAttribute("aria-description",d)};function gm(t,e){return`
    <slot>${po(e)}</slot>
  `}var bm=t=>{t.setAttribute("aria-label",v("playback time"))},ka=class extends ge{constructor(){super(),Vt(this,fo),Vt(this,Sa),Vt(this,Lr),Vt(this,ya),Vt(this,ki,void 0),Vt(this,Ve,null),Vt(this,Ia,e=>{let{metaKey:i,altKey:r,key:n}=e;if(i||r||!Lc.includes(n)){this.removeEventListener("keyup",Re(this,Ve));return}this.addEventListener("keyup",Re(this,Ve))}),Eo(this,ki,this.shadowRoot.querySelector("slot")),Re(this,ki).innerHTML=`${po(this)}`}static get observedAttributes(){return[...super.observedAttributes,...wc,"disabled"]}connectedCallback(){let{style:e}=W(this.shadowRoot,":host(:hover:not([notoggle]))");e.setProperty("cursor","var(--media-cursor, pointer)"),e.setProperty("background","var(--media-control-hover-background, rgba(50 50 70 / .7))"),this.setAttribute("aria-label",v("playback time")),bt(this,Lr,Ta).call(this),super.connectedCallback()}toggleTimeDisplay(){this.noToggle||(this.hasAttribute("remaining")?this.removeAttribute("remaining"):this.setAttribute("remaining",""))}disconnectedCallback(){this.disable(),bt(this,Sa,go).call(this),super.disconnectedCallback()}attributeChangedCallback(e,i,r){bm(this),wc.includes(e)?this.update():e==="disabled"&&r!==i?r==null?bt(this,Lr,Ta).call(this):bt(this,ya,mo).call(this):e===gt.NO_TOGGLE&&r!==i&&(this.noToggle?bt(this,ya,mo).call(this):bt(this,Lr,Ta).call(this)),super.attributeChangedCallback(e,i,r)}enable(){this.noToggle||(this.tabIndex=0)}disable(){this.tabIndex=-1}get remaining(){return y(this,gt.REMAINING)}set remaining(e){S(this,gt.REMAINING,e)}get showDuration(){return y(this,gt.SHOW_DURATION)}set showDuration(e){S(this,gt.SHOW_DURATION,e)}get noToggle(){return y(this,gt.NO_TOGGLE)}set noToggle(e){S(this,gt.NO_TOGGLE,e)}get mediaDuration(){return Y(this,s.MEDIA_DURATION)}set mediaDuration(e){Q(this,s.MEDIA_DURATION,e)}get mediaCurrentTime(){return Y(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){Q(this,s.MEDIA_CURRENT_TIME,e)}get mediaSeekable(){let e=this.getAttribute(s.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,e.join(":"))}update(){let e=po(this);fm(this),e!==Re(this,ki).innerHTML&&(Re(this,ki).innerHTML=e)}};ki=new WeakMap;Ve=new WeakMap;Ia=new WeakMap;fo=new WeakSet;Mc=function(){Re(this,Ve)||(Eo(this,Ve,t=>{let{key:e}=t;if(!Lc.includes(e)){this.removeEventListener("keyup",Re(this,Ve));return}this.toggleTimeDisplay()}),this.addEventListener("keydown",Re(this,Ia)),this.addEventListener("click",this.toggleTimeDisplay))};Sa=new WeakSet;go=function(){Re(this,Ve)&&(this.removeEventListener("keyup",Re(this,Ve)),this.removeEventListener("keydown",Re(this,Ia)),this.removeEventListener("click",this.toggleTimeDisplay),Eo(this,Ve,null))};Lr=new WeakSet;Ta=function(){!this.noToggle&&!this.hasAttribute("disabled")&&(this.setAttribute("role","button"),this.enable(),bt(this,fo,Mc).call(this))};ya=new WeakSet;mo=function(){this.removeAttribute("role"),this.disable(),bt(this,Sa,go).call(this)};ka.getSlotTemplateHTML=gm;l.customElements.get("media-time-display")||l.customElements.define("media-time-display",ka);var _m=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
</svg>`,Am=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M17.73 14.09a1.4 1.4 0 0 1-1 .37 1.579 1.579 0 0 1-1.27-.58A3 3 0 0 1 15 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34A2.89 2.89 0 0 0 19 9.07a3 3 0 0 0-2.14-.78 3.14 3.14 0 0 0-2.42 1 3.91 3.91 0 0 0-.93 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.17 3.17 0 0 0 1.07-1.74l-1.4-.45c-.083.43-.3.822-.62 1.12Zm-7.22 0a1.43 1.43 0 0 1-1 .37 1.58 1.58 0 0 1-1.27-.58A3 3 0 0 1 7.76 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34a2.81 2.81 0 0 0-.74-1.32 2.94 2.94 0 0 0-2.13-.78 3.18 3.18 0 0 0-2.43 1 4 4 0 0 0-.92 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.23 3.23 0 0 0 1.07-1.74l-1.4-.45a2.06 2.06 0 0 1-.6 1.07Zm12.32-8.41a2.59 2.59 0 0 0-2.3-2.51C18.72 3.05 15.86 3 13 3c-2.86 0-5.72.05-7.53.17a2.59 2.59 0 0 0-2.3 2.51c-.23 4.207-.23 8.423 0 12.63a2.57 2.57 0 0 0 2.3 2.5c1.81.13 4.67.19 7.53.19 2.86 0 5.72-.06 7.53-.19a2.57 2.57 0 0 0 2.3-2.5c.23-4.207.23-8.423 0-12.63Zm-1.49 12.53a1.11 1.11 0 0 1-.91 1.11c-1.67.11-4.45.18-7.43.18-2.98 0-5.76-.07-7.43-.18a1.11 1.11 0 0 1-.91-1.11c-.21-4.14-.21-8.29 0-12.43a1.11 1.11 0 0 1 .91-1.11C7.24 4.56 10 4.49 13 4.49s5.76.07 7.43.18a1.11 1.11 0 0 1 .91 1.11c.21 4.14.21 8.29 0 12.43Z"/>
</svg>`;function Tm(t){return`
    <style>
      :host([aria-checked="true"]) slot[name=off] {
        display: none !important;
      }

      
      :host(:not([aria-checked="true"])) slot[name=on] {
        display: none !important;
      }

      :host([aria-checked="true"]) slot[name=tooltip-enable],
      :host(:not([aria-checked="true"])) slot[name=tooltip-disable] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="on">${_m}</slot>
      <slot name="off">${Am}</slot>
    </slot>
  `}function ym(){return`
    <slot name="tooltip-enable">${v("Enable captions")}</slot>
    <slot name="tooltip-disable">${v("Disable captions")}</slot>
  `}var Rc=t=>{t.setAttribute("aria-checked",Ld(t).toString())},Rr=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_SUBTITLES_LIST,s.MEDIA_SUBTITLES_SHOWING]}connectedCallback(){super.connectedCallback(),this.setAttribute("role","button"),this.setAttribute("aria-label",v("closed captions")),Rc(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_SUBTITLES_SHOWING&&Rc(this)}get mediaSubtitlesList(){return Dc(this,s.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(e){Cc(this,s.MEDIA_SUBTITLES_LIST,e)}get mediaSubtitlesShowing(){return Dc(this,s.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(e){Cc(this,s.MEDIA_SUBTITLES_SHOWING,e)}handleClick(){this.dispatchEvent(new l.CustomEvent(h.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}))}};Rr.getSlotTemplateHTML=Tm;Rr.getTooltipContentHTML=ym;var Dc=(t,e)=>{let i=t.getAttribute(e);return i?lr(i):[]},Cc=(t,e,i)=>{if(!i?.length){t.removeAttribute(e);return}let r=Ot(i);t.getAttribute(e)!==r&&t.setAttribute(e,r)};l.customElements.get("media-captions-button")||l.customElements.define("media-captions-button",Rr);var xc=`<svg aria-hidden="true" viewBox="0 0 28 24">
  <path d="M24 3H4a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h20a1 1 0 0 0 1-1V4a1 1 0 0 0-1-1Zm-1 16H5V5h18v14Zm-3-8h-7v5h7v-5Z"/>
</svg>`;function Sm(t){return`
    <style>
      :host([${s.MEDIA_IS_PIP}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_PIP}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${xc}</slot>
      <slot name="exit">${xc}</slot>
    </slot>
  `}function km(){return`
    <slot name="tooltip-enter">${v("Enter picture in picture mode")}</slot>
    <slot name="tooltip-exit">${v("Exit picture in picture mode")}</slot>
  `}var Oc=t=>{let e=t.mediaIsPip?v("exit picture in picture mode"):v("enter picture in picture mode");t.setAttribute("aria-label",e)},Dr=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_PIP,s.MEDIA_PIP_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Oc(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_IS_PIP&&Oc(this)}get mediaPipUnavailable(){return C(this,s.MEDIA_PIP_UNAVAILABLE)}set mediaPipUnavailable(e){D(this,s.MEDIA_PIP_UNAVAILABLE,e)}get mediaIsPip(){return y(this,s.MEDIA_IS_PIP)}set mediaIsPip(e){S(this,s.MEDIA_IS_PIP,e)}handleClick(){let e=this.mediaIsPip?h.MEDIA_EXIT_PIP_REQUEST:h.MEDIA_ENTER_PIP_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};Dr.getSlotTemplateHTML=Sm;Dr.getTooltipContentHTML=km;l.customElements.get("media-pip-button")||l.customElements.define("media-pip-button",Dr);var Pc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Im=(t,e,i)=>(Pc(t,e,"read from private field"),i?i.call(t):e.get(t)),wm=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Mm=(t,e,i,r)=>(Pc(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),wa,Lm=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M16 3v2.5h3.5V9H22V3h-6ZM4 9h2.5V5.5H10V3H4v6Zm15.5 9.5H16V21h6v-6h-2.5v3.5ZM6.5 15H4v6h6v-2.5H6.5V15Z"/>
</svg>`,Rm=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M18.5 6.5V3H16v6h6V6.5h-3.5ZM16 21h2.5v-3.5H22V15h-6v6ZM4 17.5h3.5V21H10v-6H4v2.5Zm3.5-11H4V9h6V3H7.5v3.5Z"/>
</svg>`;function Dm(t){return`
    <style>
      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${Lm}</slot>
      <slot name="exit">${Rm}</slot>
    </slot>
  `}function Cm(){return`
    <slot name="tooltip-enter">${v("Enter fullscreen mode")}</slot>
    <slot name="tooltip-exit">${v("Exit fullscreen mode")}</slot>
  `}var Uc=t=>{let e=t.mediaIsFullscreen?v("exit fullscreen mode"):v("enter fullscreen mode");t.setAttribute("aria-label",e)},Cr=class extends B{constructor(){super(...arguments),wm(this,wa,null)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_FULLSCREEN,s.MEDIA_FULLSCREEN_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Uc(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_IS_FULLSCREEN&&Uc(this)}get mediaFullscreenUnavailable(){return C(this,s.MEDIA_FULLSCREEN_UNAVAILABLE)}set mediaFullscreenUnavailable(e){D(this,s.MEDIA_FULLSCREEN_UNAVAILABLE,e)}get mediaIsFullscreen(){return y(this,s.MEDIA_IS_FULLSCREEN)}set mediaIsFullscreen(e){S(this,s.MEDIA_IS_FULLSCREEN,e)}handleClick(e){Mm(this,wa,e);let i=Im(this,wa)instanceof PointerEvent,r=this.mediaIsFullscreen?new l.CustomEvent(h.MEDIA_EXIT_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0}):new l.CustomEvent(h.MEDIA_ENTER_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0,detail:i});this.dispatchEvent(r)}};wa=new WeakMap;Cr.getSlotTemplateHTML=Dm;Cr.getTooltipContentHTML=Cm;l.customElements.get("media-fullscreen-button")||l.customElements.define("media-fullscreen-button",Cr);var Nc=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M22.13 3H3.87a.87.87 0 0 0-.87.87v13.26a.87.87 0 0 0 .87.87h3.4L9 16H5V5h16v11h-4l1.72 2h3.4a.87.87 0 0 0 .87-.87V3.87a.87.87 0 0 0-.86-.87Zm-8.75 11.44a.5.5 0 0 0-.76 0l-4.91 5.73a.5.5 0 0 0 .38.83h9.82a.501.501 0 0 0 .38-.83l-4.91-5.73Z"/>
</svg>
`;function xm(t){return`
    <style>
      :host([${s.MEDIA_IS_AIRPLAYING}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${s.MEDIA_IS_AIRPLAYING}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_AIRPLAYING}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_AIRPLAYING}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${Nc}</slot>
      <slot name="exit">${Nc}</slot>
    </slot>
  `}function Om(){return`
    <slot name="tooltip-enter">${v("start airplay")}</slot>
    <slot name="tooltip-exit">${v("stop airplay")}</slot>
  `}var Hc=t=>{let e=t.mediaIsAirplaying?v("stop airplay"):v("start airplay");t.setAttribute("aria-label",e)},xr=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_AIRPLAYING,s.MEDIA_AIRPLAY_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Hc(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_IS_AIRPLAYING&&Hc(this)}get mediaIsAirplaying(){return y(this,s.MEDIA_IS_AIRPLAYING)}set mediaIsAirplaying(e){S(this,s.MEDIA_IS_AIRPLAYING,e)}get mediaAirplayUnavailable(){return C(this,s.MEDIA_AIRPLAY_UNAVAILABLE)}set mediaAirplayUnavailable(e){D(this,s.MEDIA_AIRPLAY_UNAVAILABLE,e)}handleClick(){let e=new l.CustomEvent(h.MEDIA_AIRPLAY_REQUEST,{composed:!0,bubbles:!0});this.dispatchEvent(e)}};xr.getSlotTemplateHTML=xm;xr.getTooltipContentHTML=Om;l.customElements.get("media-airplay-button")||l.customElements.define("media-airplay-button",xr);function $c({anchor:t,floating:e,placement:i}){let r=Um({anchor:t,floating:e}),{x:n,y:a}=Nm(r,i);return{x:n,y:a}}function Um({anchor:t,floating:e}){return{anchor:Pm(t,e.offsetParent),floating:{x:0,y:0,width:e.offsetWidth,height:e.offsetHeight}}}function Pm(t,e){var i;let r=t.getBoundingClientRect(),n=(i=e?.getBoundingClientRect())!=null?i:{x:0,y:0};return{x:r.x-n.x,y:r.y-n.y,width:r.width,height:r.height}}function Nm({anchor:t,floating:e},i){let r=Hm(i)==="x"?"y":"x",n=r==="y"?"height":"width",a=Wc(i),o=t.x+t.width/2-e.width/2,d=t.y+t.height/2-e.height/2,c=t[n]/2-e[n]/2,m;switch(a){case"top":m={x:o,y:t.y-e.height};break;case"bottom":m={x:o,y:t.y+t.height};break;case"right":m={x:t.x+t.width,y:d};break;case"left":m={x:t.x-e.width,y:d};break;default:m={x:t.x,y:t.y}}switch(i.split("-")[1]){case"start":m[r]-=c;break;case"end":m[r]+=c;break}return m}function Wc(t){return t.split("-")[0]}function Hm(t){return["top","bottom"].includes(Wc(t))?"y":"x"}var _t=class extends Event{constructor({action:e="auto",relatedTarget:i,...r}){super("invoke",r),this.action=e,this.relatedTarget=i}},Ma=class extends Event{constructor({newState:e,oldState:i,...r}){super("toggle",r),this.newState=e,this.oldState=i}};var Ro=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},U=(t,e,i)=>(Ro(t,e,"read from private field"),i?i.call(t):e.get(t)),H=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ae=(t,e,i,r)=>(Ro(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),$=(t,e,i)=>(Ro(t,e,"access private method"),i),Ke,At,rt,La,Or,Gt,Nr,bo,Bc,Ca,Do,xa,Ra,_o,Ao,Fc,To,Vc,yo,Kc,Ii,wi,Mi,Hr,Oa,Co,So,Gc,xo,qc,ko,Yc,Oo,Qc,Io,zc,wo,Zc,Ur,Ua,Mo,Xc,Pr,Pa,Da,Lo;function Ge({type:t,text:e,value:i,checked:r}){let n=V.createElement("media-chrome-menu-item");n.type=t??"",n.part.add("menu-item"),t&&n.part.add(t),n.value=i,n.checked=r;let a=V.createElement("span");return a.textContent=e,n.append(a),n}function De(t,e){let i=t.querySelector(`:scope > [slot="${e}"]`);if(i?.nodeName=="SLOT"&&(i=i.assignedElements({flatten:!0})[0]),i)return i=i.cloneNode(!0),i;let r=t.shadowRoot.querySelector(`[name="${e}"] > svg`);return r?r.cloneNode(!0):""}function $m(t){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --_menu-bg: rgb(20 20 30 / .8);
        background: var(--media-menu-background, var(--media-control-background, var(--media-secondary-color, var(--_menu-bg))));
        border-radius: var(--media-menu-border-radius);
        border: var(--media-menu-border, none);
        display: var(--media-menu-display, inline-flex) !important;
        
        transition: var(--media-menu-transition-in,
          visibility 0s,
          opacity .2s ease-out,
          transform .15s ease-out,
          left .2s ease-in-out,
          min-width .2s ease-in-out,
          min-height .2s ease-in-out
        ) !important;
        
        visibility: var(--media-menu-visibility, visible);
        opacity: var(--media-menu-opacity, 1);
        max-height: var(--media-menu-max-height, var(--_menu-max-height, 300px));
        transform: var(--media-menu-transform-in, translateY(0) scale(1));
        flex-direction: column;
        
        min-height: 0;
        position: relative;
        bottom: var(--_menu-bottom);
        box-sizing: border-box;
      } 

      @-moz-document url-prefix() {
        :host{
          --_menu-bg: rgb(20 20 30);
        }
      }

      :host([hidden]) {
        transition: var(--media-menu-transition-out,
          visibility .15s ease-in,
          opacity .15s ease-in,
          transform .15s ease-in
        ) !important;
        visibility: var(--media-menu-hidden-visibility, hidden);
        opacity: var(--media-menu-hidden-opacity, 0);
        max-height: var(--media-menu-hidden-max-height,
          var(--media-menu-max-height, var(--_menu-max-height, 300px)));
        transform: var(--media-menu-transform-out, translateY(2px) scale(.99));
        pointer-events: none;
      }

      :host([slot="submenu"]) {
        background: none;
        width: 100%;
        min-height: 100%;
        position: absolute;
        bottom: 0;
        right: -100%;
      }

      #container {
        display: flex;
        flex-direction: column;
        min-height: 0;
        transition: transform .2s ease-out;
        transform: translate(0, 0);
      }

      #container.has-expanded {
        transition: transform .2s ease-in;
        transform: translate(-100%, 0);
      }

      button {
        background: none;
        color: inherit;
        border: none;
        padding: 0;
        font: inherit;
        outline: inherit;
        display: inline-flex;
        align-items: center;
      }

      slot[name="header"][hidden] {
        display: none;
      }

      slot[name="header"] > *,
      slot[name="header"]::slotted(*) {
        padding: .4em .7em;
        border-bottom: 1px solid rgb(255 255 255 / .25);
        cursor: var(--media-cursor, default);
      }

      slot[name="header"] > button[part~="back"],
      slot[name="header"]::slotted(button[part~="back"]) {
        cursor: var(--media-cursor, pointer);
      }

      svg[part~="back"] {
        height: var(--media-menu-icon-height, var(--media-control-height, 24px));
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        display: block;
        margin-right: .5ch;
      }

      slot:not([name]) {
        gap: var(--media-menu-gap);
        flex-direction: var(--media-menu-flex-direction, column);
        overflow: var(--media-menu-overflow, hidden auto);
        display: flex;
        min-height: 0;
      }

      :host([role="menu"]) slot:not([name]) {
        padding-block: .4em;
      }

      slot:not([name])::slotted([role="menu"]) {
        background: none;
      }

      media-chrome-menu-item > span {
        margin-right: .5ch;
        max-width: var(--media-menu-item-max-width);
        text-overflow: ellipsis;
        overflow: hidden;
      }
    </style>
    <style id="layout-row" media="width:0">

      slot[name="header"] > *,
      slot[name="header"]::slotted(*) {
        padding: .4em .5em;
      }

      slot:not([name]) {
        gap: var(--media-menu-gap, .25em);
        flex-direction: var(--media-menu-flex-direction, row);
        padding-inline: .5em;
      }

      media-chrome-menu-item {
        padding: .3em .5em;
      }

      media-chrome-menu-item[aria-checked="true"] {
        background: var(--media-menu-item-checked-background, rgb(255 255 255 / .2));
      }

      
      media-chrome-menu-item::part(checked-indicator) {
        display: var(--media-menu-item-checked-indicator-display, none);
      }
    </style>
    <div id="container" part="container">
      <slot name="header" hidden>
        <button part="back button" aria-label="Back to previous menu">
          <slot name="back-icon">
            <svg aria-hidden="true" viewBox="0 0 20 24" part="back indicator">
              <path d="m11.88 17.585.742-.669-4.2-4.665 4.2-4.666-.743-.669-4.803 5.335 4.803 5.334Z"/>
            </svg>
          </slot>
          <slot name="title"></slot>
        </button>
      </slot>
      <slot></slot>
    </div>
    <slot name="checked-indicator" hidden></slot>
  `}var Kt={STYLE:"style",HIDDEN:"hidden",DISABLED:"disabled",ANCHOR:"anchor"},ae=class extends l.HTMLElement{constructor(){if(super(),H(this,bo),H(this,Ca),H(this,Ra),H(this,Ao),H(this,To),H(this,yo),H(this,Mi),H(this,Oa),H(this,So),H(this,xo),H(this,ko),H(this,Oo),H(this,Io),H(this,wo),H(this,Ur),H(this,Mo),H(this,Pr),H(this,Da),H(this,Ke,null),H(this,At,null),H(this,rt,null),H(this,La,new Set),H(this,Or,void 0),H(this,Gt,!1),H(this,Nr,null),H(this,xa,()=>{let e=U(this,La),i=new Set(this.items);for(let r of e)i.has(r)||this.dispatchEvent(new CustomEvent("removemenuitem",{detail:r}));for(let r of i)e.has(r)||this.dispatchEvent(new CustomEvent("addmenuitem",{detail:r}));Ae(this,La,i)}),H(this,Ii,()=>{$(this,Mi,Hr).call(this),$(this,Oa,Co).call(this,!1)}),H(this,wi,()=>{$(this,Mi,Hr).call(this)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}this.container=this.shadowRoot.querySelector("#container"),this.defaultSlot=this.shadowRoot.querySelector("slot:not([name])"),Ae(this,Or,new MutationObserver(U(this,xa)))}static get observedAttributes(){return[Kt.DISABLED,Kt.HIDDEN,Kt.STYLE,Kt.ANCHOR,w.MEDIA_CONTROLLER]}static formatMenuItemText(e,i){return e}enable(){this.addEventListener("click",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this),this.addEventListener("invoke",this),this.addEventListener("toggle",this)}disable(){this.removeEventListener("click",this),this.removeEventListener("focusout",this),this.removeEventListener("keyup",this),this.removeEventListener("invoke",this),this.removeEventListener("toggle",this)}handleEvent(e){switch(e.type){case"slotchange":$(this,bo,Bc).call(this,e);break;case"invoke":$(this,Ao,Fc).call(this,e);break;case"click":$(this,So,Gc).call(this,e);break;case"toggle":$(this,ko,Yc).call(this,e);break;case"focusout":$(this,Io,zc).call(this,e);break;case"keydown":$(this,wo,Zc).call(this,e);break}}connectedCallback(){var e,i;U(this,Or).observe(this.defaultSlot,{childList:!0}),Ae(this,Nr,ji(this.shadowRoot,":host")),$(this,Ra,_o).call(this),this.hasAttribute("disabled")||this.enable(),this.role||(this.role="menu"),Ae(this,Ke,pn(this)),(i=(e=U(this,Ke))==null?void 0:e.associateElement)==null||i.call(e,this),this.hidden||(Je($r(this),U(this,Ii)),Je(this,U(this,wi))),$(this,Ca,Do).call(this),this.shadowRoot.addEventListener("slotchange",this)}disconnectedCallback(){var e,i;U(this,Or).disconnect(),je($r(this),U(this,Ii)),je(this,U(this,wi)),this.disable(),(i=(e=U(this,Ke))==null?void 0:e.unassociateElement)==null||i.call(e,this),Ae(this,Ke,null),Ae(this,At,null),Ae(this,rt,null),this.shadowRoot.removeEventListener("slotchange",this)}attributeChangedCallback(e,i,r){var n,a,o,d;e===Kt.HIDDEN&&r!==i?(U(this,Gt)||Ae(this,Gt,!0),this.hidden?$(this,yo,Kc).call(this):$(this,To,Vc).call(this),this.dispatchEvent(new Ma({oldState:this.hidden?"open":"closed",newState:this.hidden?"closed":"open",bubbles:!0}))):e===w.MEDIA_CONTROLLER?(i&&((a=(n=U(this,Ke))==null?void 0:n.unassociateElement)==null||a.call(n,this),Ae(this,Ke,null)),r&&this.isConnected&&(Ae(this,Ke,pn(this)),(d=(o=U(this,Ke))==null?void 0:o.associateElement)==null||d.call(o,this))):e===Kt.DISABLED&&r!==i?r==null?this.enable():this.disable():e===Kt.STYLE&&r!==i&&$(this,Ra,_o).call(this)}formatMenuItemText(e,i){return this.constructor.formatMenuItemText(e,i)}get anchor(){return this.getAttribute("anchor")}set anchor(e){this.setAttribute("anchor",`${e}`)}get anchorElement(){var e;return this.anchor?(e=Mt(this))==null?void 0:e.querySelector(`#${this.anchor}`):null}get items(){return this.defaultSlot.assignedElements({flatten:!0}).filter(Wm)}get radioGroupItems(){return this.items.filter(e=>e.role==="menuitemradio")}get checkedItems(){return this.items.filter(e=>e.checked)}get value(){var e,i;return(i=(e=this.checkedItems[0])==null?void 0:e.value)!=null?i:""}set value(e){let i=this.items.find(r=>r.value===e);i&&$(this,Da,Lo).call(this,i)}focus(){if(Ae(this,At,Ji()),this.items.length){$(this,Pr,Pa).call(this,this.items[0]),this.items[0].focus();return}let e=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');e?.focus()}handleSelect(e){var i;let r=$(this,Ur,Ua).call(this,e);r&&($(this,Da,Lo).call(this,r,r.type==="checkbox"),U(this,rt)&&!this.hidden&&((i=U(this,At))==null||i.focus(),this.hidden=!0))}get keysUsed(){return["Enter","Escape","Tab"," ","ArrowDown","ArrowUp","Home","End"]}handleMove(e){var i,r;let{key:n}=e,a=this.items,o=(r=(i=$(this,Ur,Ua).call(this,e))!=null?i:$(this,Mo,Xc).call(this))!=null?r:a[0],d=a.indexOf(o),c=Math.max(0,d);n==="ArrowDown"?c++:n==="ArrowUp"?c--:e.key==="Home"?c=0:e.key==="End"&&(c=a.length-1),c<0&&(c=a.length-1),c>a.length-1&&(c=0),$(this,Pr,Pa).call(this,a[c]),a[c].focus()}};Ke=new WeakMap;At=new WeakMap;rt=new WeakMap;La=new WeakMap;Or=new WeakMap;Gt=new WeakMap;Nr=new WeakMap;bo=new WeakSet;Bc=function(t){let e=t.target;for(let i of e.assignedNodes({flatten:!0}))i.nodeType===3&&i.textContent.trim()===""&&i.remove();["header","title"].includes(e.name)&&$(this,Ca,Do).call(this),e.name||U(this,xa).call(this)};Ca=new WeakSet;Do=function(){let t=this.shadowRoot.querySelector('slot[name="header"]'),e=this.shadowRoot.querySelector('slot[name="title"]');t.hidden=e.assignedNodes().length===0&&t.assignedNodes().length===0};xa=new WeakMap;Ra=new WeakSet;_o=function(){var t;let e=this.shadowRoot.querySelector("#layout-row"),i=(t=getComputedStyle(this).getPropertyValue("--media-menu-layout"))==null?void 0:t.trim();e.setAttribute("media",i==="row"?"":"width:0")};Ao=new WeakSet;Fc=function(t){Ae(this,rt,t.relatedTarget),le(this,t.relatedTarget)||(this.hidden=!this.hidden)};To=new WeakSet;Vc=function(){var t;(t=U(this,rt))==null||t.setAttribute("aria-expanded","true"),this.addEventListener("transitionend",()=>this.focus(),{once:!0}),Je($r(this),U(this,Ii)),Je(this,U(this,wi))};yo=new WeakSet;Kc=function(){var t;(t=U(this,rt))==null||t.setAttribute("aria-expanded","false"),je($r(this),U(this,Ii)),je(this,U(this,wi))};Ii=new WeakMap;wi=new WeakMap;Mi=new WeakSet;Hr=function(t){if(this.hasAttribute("mediacontroller")&&!this.anchor||this.hidden||!this.anchorElement)return;let{x:e,y:i}=$c({anchor:this.anchorElement,floating:this,placement:"top-start"});t??(t=this.offsetWidth);let n=$r(this).getBoundingClientRect(),a=n.width-e-t,o=n.height-i-this.offsetHeight,{style:d}=U(this,Nr);d.setProperty("position","absolute"),d.setProperty("right",`${Math.max(0,a)}px`),d.setProperty("--_menu-bottom",`${o}px`);let c=getComputedStyle(this),f=d.getPropertyValue("--_menu-bottom")===c.bottom?o:parseFloat(c.bottom),T=n.height-f-parseFloat(c.marginBottom);this.style.setProperty("--_menu-max-height",`${T}px`)};Oa=new WeakSet;Co=function(t){let e=this.querySelector('[role="menuitem"][aria-haspopup][aria-expanded="true"]'),i=e?.querySelector('[role="menu"]'),{style:r}=U(this,Nr);if(t||r.setProperty("--media-menu-transition-in","none"),i){let n=i.offsetHeight,a=Math.max(i.offsetWidth,e.offsetWidth);this.style.setProperty("min-width",`${a}px`),this.style.setProperty("min-height",`${n}px`),$(this,Mi,Hr).call(this,a)}else this.style.removeProperty("min-width"),this.style.removeProperty("min-height"),$(this,Mi,Hr).call(this);r.removeProperty("--media-menu-transition-in")};So=new WeakSet;Gc=function(t){var e;if(t.stopPropagation(),t.composedPath().includes(U(this,xo,qc))){(e=U(this,At))==null||e.focus(),this.hidden=!0;return}let i=$(this,Ur,Ua).call(this,t);!i||i.hasAttribute("disabled")||($(this,Pr,Pa).call(this,i),this.handleSelect(t))};xo=new WeakSet;qc=function(){var t;return(t=this.shadowRoot.querySelector('slot[name="header"]').assignedElements({flatten:!0}))==null?void 0:t.find(i=>i.matches('button[part~="back"]'))};ko=new WeakSet;Yc=function(t){if(t.target===this)return;$(this,Oo,Qc).call(this);let e=Array.from(this.querySelectorAll('[role="menuitem"][aria-haspopup]'));for(let i of e)i.invokeTargetElement!=t.target&&t.newState=="open"&&i.getAttribute("aria-expanded")=="true"&&!i.invokeTargetElement.hidden&&i.invokeTargetElement.dispatchEvent(new _t({relatedTarget:i}));for(let i of e)i.setAttribute("aria-expanded",`${!i.submenuElement.hidden}`);$(this,Oa,Co).call(this,!0)};Oo=new WeakSet;Qc=function(){let e=this.querySelector('[role="menuitem"] > [role="menu"]:not([hidden])');this.container.classList.toggle("has-expanded",!!e)};Io=new WeakSet;zc=function(t){var e;le(this,t.relatedTarget)||(U(this,Gt)&&((e=U(this,At))==null||e.focus()),U(this,rt)&&U(this,rt)!==t.relatedTarget&&!this.hidden&&(this.hidden=!0))};wo=new WeakSet;Zc=function(t){var e,i,r,n,a;let{key:o,ctrlKey:d,altKey:c,metaKey:m}=t;if(!(d||c||m)&&this.keysUsed.includes(o))if(t.preventDefault(),t.stopPropagation(),o==="Tab"){if(U(this,Gt)){this.hidden=!0;return}t.shiftKey?(i=(e=this.previousElementSibling)==null?void 0:e.focus)==null||i.call(e):(n=(r=this.nextElementSibling)==null?void 0:r.focus)==null||n.call(r),this.blur()}else o==="Escape"?((a=U(this,At))==null||a.focus(),U(this,Gt)&&(this.hidden=!0)):o==="Enter"||o===" "?this.handleSelect(t):this.handleMove(t)};Ur=new WeakSet;Ua=function(t){return t.composedPath().find(e=>["menuitemradio","menuitemcheckbox"].includes(e.role))};Mo=new WeakSet;Xc=function(){return this.items.find(t=>t.tabIndex===0)};Pr=new WeakSet;Pa=function(t){for(let e of this.items)e.tabIndex=e===t?0:-1};Da=new WeakSet;Lo=function(t,e){let i=[...this.checkedItems];t.type==="radio"&&this.radioGroupItems.forEach(r=>r.checked=!1),e?t.checked=!t.checked:t.checked=!0,this.checkedItems.some((r,n)=>r!=i[n])&&this.dispatchEvent(new Event("change",{bubbles:!0,composed:!0}))};ae.shadowRootOptions={mode:"open"};ae.getTemplateHTML=$m;function Wm(t){return["menuitem","menuitemradio","menuitemcheckbox"].includes(t?.role)}function $r(t){var e;return(e=t.getAttribute("bounds")?xe(t,`#${t.getAttribute("bounds")}`):se(t)||t.parentElement)!=null?e:t}l.customElements.get("media-chrome-menu")||l.customElements.define("media-chrome-menu",ae);function Bm(t){return`
    ${ae.getTemplateHTML(t)}
    <style>
      :host {
        --_menu-bg: rgb(20 20 30 / .8);
        background: var(--media-settings-menu-background,
            var(--media-menu-background,
              var(--media-control-background,
                var(--media-secondary-color, var(--_menu-bg)))));
        min-width: var(--media-settings-menu-min-width, 170px);
        border-radius: 2px 2px 0 0;
        overflow: hidden;
      }

      @-moz-document url-prefix() {
        :host{
          --_menu-bg: rgb(20 20 30);
        }
      }

      :host([role="menu"]) {
        
        justify-content: end;
      }

      slot:not([name]) {
        justify-content: var(--media-settings-menu-justify-content);
        flex-direction: var(--media-settings-menu-flex-direction, column);
        overflow: visible;
      }

      #container.has-expanded {
        --media-settings-menu-item-opacity: 0;
      }
    </style>
  `}var Na=class extends ae{get anchorElement(){return this.anchor!=="auto"?super.anchorElement:se(this).querySelector("media-settings-menu-button")}};Na.getTemplateHTML=Bm;l.customElements.get("media-settings-menu")||l.customElements.define("media-settings-menu",Na);var Wr=class extends B{connectedCallback(){super.connectedCallback(),this.invokeTargetElement&&this.setAttribute("aria-haspopup","menu")}get invokeTarget(){return this.getAttribute("invoketarget")}set invokeTarget(e){this.setAttribute("invoketarget",`${e}`)}get invokeTargetElement(){var e;return this.invokeTarget?(e=Mt(this))==null?void 0:e.querySelector(`#${this.invokeTarget}`):null}handleClick(){var e;(e=this.invokeTargetElement)==null||e.dispatchEvent(new _t({relatedTarget:this}))}};l.customElements.get("media-chrome-menu-button")||l.customElements.define("media-chrome-menu-button",Wr);function Fm(){return`
    <style>
      :host([aria-expanded="true"]) slot[name=tooltip] {
        display: none;
      }
    </style>
    <slot name="icon">
      <svg aria-hidden="true" viewBox="0 0 24 24">
        <path d="M4.5 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm7.5 0a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm7.5 0a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"/>
      </svg>
    </slot>
  `}function Vm(){return v("Settings")}var Br=class extends Wr{static get observedAttributes(){return[...super.observedAttributes,"target"]}connectedCallback(){super.connectedCallback(),this.setAttribute("aria-label",v("settings"))}get invokeTargetElement(){return this.invokeTarget!=null?super.invokeTargetElement:se(this).querySelector("media-settings-menu")}};Br.getSlotTemplateHTML=Fm;Br.getTooltipContentHTML=Vm;l.customElements.get("media-settings-menu-button")||l.customElements.define("media-settings-menu-button",Br);var Wo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ce=(t,e,i)=>(Wo(t,e,"read from private field"),i?i.call(t):e.get(t)),nt=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Uo=(t,e,i,r)=>(Wo(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ri=(t,e,i)=>(Wo(t,e,"access private method"),i),Ha,Vr,Po,Jc,Wa,Bo,Fo,jc,qe,Li,No,$a,Ho;function Km(t){return`
    <style>
      :host {
        transition: var(--media-menu-item-transition,
          background .15s linear,
          opacity .2s ease-in-out
        );
        outline: var(--media-menu-item-outline, 0);
        outline-offset: var(--media-menu-item-outline-offset, -1px);
        cursor: var(--media-cursor, pointer);
        display: flex;
        align-items: center;
        align-self: stretch;
        justify-self: stretch;
        white-space: nowrap;
        white-space-collapse: collapse;
        text-wrap: nowrap;
        padding: .4em .8em .4em 1em;
      }

      :host(:focus-visible) {
        box-shadow: var(--media-menu-item-focus-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: var(--media-menu-item-hover-outline, 0);
        outline-offset: var(--media-menu-item-hover-outline-offset,  var(--media-menu-item-outline-offset, -1px));
      }

      :host(:hover) {
        cursor: var(--media-cursor, pointer);
        background: var(--media-menu-item-hover-background, rgb(92 92 102 / .5));
        outline: var(--media-menu-item-hover-outline);
        outline-offset: var(--media-menu-item-hover-outline-offset,  var(--media-menu-item-outline-offset, -1px));
      }

      :host([aria-checked="true"]) {
        background: var(--media-menu-item-checked-background);
      }

      :host([hidden]) {
        display: none;
      }

      :host([disabled]) {
        pointer-events: none;
        color: rgba(255, 255, 255, .3);
      }

      slot:not([name]) {
        width: 100%;
      }

      slot:not([name="submenu"]) {
        display: inline-flex;
        align-items: center;
        transition: inherit;
        opacity: var(--media-menu-item-opacity, 1);
      }

      slot[name="description"] {
        justify-content: end;
      }

      slot[name="description"] > span {
        display: inline-block;
        margin-inline: 1em .2em;
        max-width: var(--media-menu-item-description-max-width, 100px);
        text-overflow: ellipsis;
        overflow: hidden;
        font-size: .8em;
        font-weight: 400;
        text-align: right;
        position: relative;
        top: .04em;
      }

      slot[name="checked-indicator"] {
        display: none;
      }

      :host(:is([role="menuitemradio"],[role="menuitemcheckbox"])) slot[name="checked-indicator"] {
        display: var(--media-menu-item-checked-indicator-display, inline-block);
      }

      
      svg, img, ::slotted(svg), ::slotted(img) {
        height: var(--media-menu-item-icon-height, var(--media-control-height, 24px));
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        display: block;
      }

      
      [part~="indicator"],
      ::slotted([part~="indicator"]) {
        fill: var(--media-menu-item-indicator-fill,
          var(--media-icon-color, var(--media-primary-color, rgb(238 238 238))));
        height: var(--media-menu-item-indicator-height, 1.25em);
        margin-right: .5ch;
      }

      [part~="checked-indicator"] {
        visibility: hidden;
      }

      :host([aria-checked="true"]) [part~="checked-indicator"] {
        visibility: visible;
      }
    </style>
    <slot name="checked-indicator">
      <svg aria-hidden="true" viewBox="0 1 24 24" part="checked-indicator indicator">
        <path d="m10 15.17 9.193-9.191 1.414 1.414-10.606 10.606-6.364-6.364 1.414-1.414 4.95 4.95Z"/>
      </svg>
    </slot>
    <slot name="prefix"></slot>
    <slot></slot>
    <slot name="description"></slot>
    <slot name="suffix">
      ${this.getSuffixSlotInnerHTML(t)}
    </slot>
    <slot name="submenu"></slot>
  `}function Gm(t){return""}var Te={TYPE:"type",VALUE:"value",CHECKED:"checked",DISABLED:"disabled"},at=class extends l.HTMLElement{constructor(){if(super(),nt(this,Po),nt(this,Wa),nt(this,Fo),nt(this,$a),nt(this,Ha,!1),nt(this,Vr,void 0),nt(this,qe,()=>{var e,i;this.submenuElement.items&&this.setAttribute("submenusize",`${this.submenuElement.items.length}`);let r=this.shadowRoot.querySelector('slot[name="description"]'),n=(e=this.submenuElement.checkedItems)==null?void 0:e[0],a=(i=n?.dataset.description)!=null?i:n?.text,o=V.createElement("span");o.textContent=a??"",r.replaceChildren(o)}),nt(this,Li,e=>{let{key:i}=e;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",ce(this,Li));return}this.handleClick(e)}),nt(this,No,e=>{let{metaKey:i,altKey:r,key:n}=e;if(i||r||!this.keysUsed.includes(n)){this.removeEventListener("keyup",ce(this,Li));return}this.addEventListener("keyup",ce(this,Li),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=q(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[Te.TYPE,Te.DISABLED,Te.CHECKED,Te.VALUE]}enable(){this.hasAttribute("tabindex")||this.setAttribute("tabindex","-1"),Fr(this)&&!this.hasAttribute("aria-checked")&&this.setAttribute("aria-checked","false"),this.addEventListener("click",this),this.addEventListener("keydown",this)}disable(){this.removeAttribute("tabindex"),this.removeEventListener("click",this),this.removeEventListener("keydown",this),this.removeEventListener("keyup",this)}handleEvent(e){switch(e.type){case"slotchange":Ri(this,Po,Jc).call(this,e);break;case"click":this.handleClick(e);break;case"keydown":ce(this,No).call(this,e);break;case"keyup":ce(this,Li).call(this,e);break}}attributeChangedCallback(e,i,r){e===Te.CHECKED&&Fr(this)&&!ce(this,Ha)?this.setAttribute("aria-checked",r!=null?"true":"false"):e===Te.TYPE&&r!==i?this.role="menuitem"+r:e===Te.DISABLED&&r!==i&&(r==null?this.enable():this.disable())}connectedCallback(){this.hasAttribute(Te.DISABLED)||this.enable(),this.role="menuitem"+this.type,Uo(this,Vr,$o(this,this.parentNode)),Ri(this,$a,Ho).call(this),this.submenuElement&&Ri(this,Wa,Bo).call(this),this.shadowRoot.addEventListener("slotchange",this)}disconnectedCallback(){this.disable(),Ri(this,$a,Ho).call(this),Uo(this,Vr,null),this.shadowRoot.removeEventListener("slotchange",this)}get invokeTarget(){return this.getAttribute("invoketarget")}set invokeTarget(e){this.setAttribute("invoketarget",`${e}`)}get invokeTargetElement(){var e;return this.invokeTarget?(e=Mt(this))==null?void 0:e.querySelector(`#${this.invokeTarget}`):this.submenuElement}get submenuElement(){return this.shadowRoot.querySelector('slot[name="submenu"]').assignedElements({flatten:!0})[0]}get type(){var e;return(e=this.getAttribute(Te.TYPE))!=null?e:""}set type(e){this.setAttribute(Te.TYPE,`${e}`)}get value(){var e;return(e=this.getAttribute(Te.VALUE))!=null?e:this.text}set value(e){this.setAttribute(Te.VALUE,e)}get text(){var e;return((e=this.textContent)!=null?e:"").trim()}get checked(){if(Fr(this))return this.getAttribute("aria-checked")==="true"}set checked(e){Fr(this)&&(Uo(this,Ha,!0),this.setAttribute("aria-checked",e?"true":"false"),e?this.part.add("checked"):this.part.remove("checked"))}handleClick(e){Fr(this)||this.invokeTargetElement&&le(this,e.target)&&this.invokeTargetElement.dispatchEvent(new _t({relatedTarget:this}))}get keysUsed(){return["Enter"," "]}};Ha=new WeakMap;Vr=new WeakMap;Po=new WeakSet;Jc=function(t){let e=t.target;if(!e?.name)for(let r of e.assignedNodes({flatten:!0}))r instanceof Text&&r.textContent.trim()===""&&r.remove();e.name==="submenu"&&(this.submenuElement?Ri(this,Wa,Bo).call(this):Ri(this,Fo,jc).call(this))};Wa=new WeakSet;Bo=async function(){this.setAttribute("aria-haspopup","menu"),this.setAttribute("aria-expanded",`${!this.submenuElement.hidden}`),this.submenuElement.addEventListener("change",ce(this,qe)),this.submenuElement.addEventListener("addmenuitem",ce(this,qe)),this.submenuElement.addEventListener("removemenuitem",ce(this,qe)),ce(this,qe).call(this)};Fo=new WeakSet;jc=function(){this.removeAttribute("aria-haspopup"),this.removeAttribute("aria-expanded"),this.submenuElement.removeEventListener("change",ce(this,qe)),this.submenuElement.removeEventListener("addmenuitem",ce(this,qe)),this.submenuElement.removeEventListener("removemenuitem",ce(this,qe)),ce(this,qe).call(this)};qe=new WeakMap;Li=new WeakMap;No=new WeakMap;$a=new WeakSet;Ho=function(){var t;let e=(t=ce(this,Vr))==null?void 0:t.radioGroupItems;if(!e)return;let i=e.filter(r=>r.getAttribute("aria-checked")==="true").pop();i||(i=e[0]);for(let r of e)r.setAttribute("aria-checked","false");i?.setAttribute("aria-checked","true")};at.shadowRootOptions={mode:"open"};at.getTemplateHTML=Km;at.getSuffixSlotInnerHTML=Gm;function Fr(t){return t.type==="radio"||t.type==="checkbox"}function $o(t,e){if(!t)return null;let{host:i}=t.getRootNode();return!e&&i?$o(t,i):e?.items?e:$o(e,e?.parentNode)}l.customElements.get("media-chrome-menu-item")||l.customElements.define("media-chrome-menu-item",at);function qm(t){return`
    ${at.getTemplateHTML.call(this,t)}
    <style>
      slot:not([name="submenu"]) {
        opacity: var(--media-settings-menu-item-opacity, var(--media-menu-item-opacity));
      }

      :host([aria-expanded="true"]:hover) {
        background: transparent;
      }
    </style>
  `}function Ym(t){return`
    <svg aria-hidden="true" viewBox="0 0 20 24">
      <path d="m8.12 17.585-.742-.669 4.2-4.665-4.2-4.666.743-.669 4.803 5.335-4.803 5.334Z"/>
    </svg>
  `}var Di=class extends at{};Di.shadowRootOptions={mode:"open"};Di.getTemplateHTML=qm;Di.getSuffixSlotInnerHTML=Ym;l.customElements.get("media-settings-menu-item")||l.customElements.define("media-settings-menu-item",Di);var Ko=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},st=(t,e,i)=>(Ko(t,e,"read from private field"),i?i.call(t):e.get(t)),Ba=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},eu=(t,e,i,r)=>(Ko(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ci=(t,e,i)=>(Ko(t,e,"access private method"),i),Kr,Ye,xi,Gr,Fa,Vo,qr=class extends ae{constructor(){super(...arguments),Ba(this,xi),Ba(this,Fa),Ba(this,Kr,[]),Ba(this,Ye,{})}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_RENDITION_LIST,s.MEDIA_RENDITION_SELECTED,s.MEDIA_RENDITION_UNAVAILABLE,s.MEDIA_HEIGHT,s.MEDIA_WIDTH]}static formatMenuItemText(e,i){return super.formatMenuItemText(e,i)}static formatRendition(e,{showBitrate:i=!1}={}){let r=`${Math.min(e.width,e.height)}p`;if(i&&e.bitrate){let n=e.bitrate/1e6,a=`${n.toFixed(n<1?1:0)} Mbps`;return`${r} (${a})`}return this.formatMenuItemText(r,e)}static compareRendition(e,i){var r,n;return i.height===e.height?((r=i.bitrate)!=null?r:0)-((n=e.bitrate)!=null?n:0):i.height-e.height}attributeChangedCallback(e,i,r){if(super.attributeChangedCallback(e,i,r),i!==r)switch(e){case s.MEDIA_RENDITION_SELECTED:this.value=r??"auto",Ci(this,xi,Gr).call(this);break;case s.MEDIA_RENDITION_LIST:eu(this,Kr,Sd(r)),Ci(this,xi,Gr).call(this);break;case s.MEDIA_HEIGHT:case s.MEDIA_WIDTH:Ci(this,xi,Gr).call(this);break}}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Ci(this,Fa,Vo))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Ci(this,Fa,Vo))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:se(this).querySelector("media-rendition-menu-button")}get mediaRenditionList(){return st(this,Kr)}set mediaRenditionList(e){eu(this,Kr,e),Ci(this,xi,Gr).call(this)}get mediaRenditionSelected(){return C(this,s.MEDIA_RENDITION_SELECTED)}set mediaRenditionSelected(e){D(this,s.MEDIA_RENDITION_SELECTED,e)}get mediaHeight(){return Y(this,s.MEDIA_HEIGHT)}set mediaHeight(e){Q(this,s.MEDIA_HEIGHT,e)}get mediaWidth(){return Y(this,s.MEDIA_WIDTH)}set mediaWidth(e){Q(this,s.MEDIA_WIDTH,e)}compareRendition(e,i){return this.constructor.compareRendition(e,i)}formatMenuItemText(e,i){return this.constructor.formatMenuItemText(e,i)}formatRendition(e,i){return this.constructor.formatRendition(e,i)}showRenditionBitrate(e){return this.mediaRenditionList.some(i=>i!==e&&i.height===e.height&&i.bitrate!==e.bitrate)}};Kr=new WeakMap;Ye=new WeakMap;xi=new WeakSet;Gr=function(){let t=!this.mediaRenditionSelected;if(st(this,Ye).mediaRenditionList===JSON.stringify(this.mediaRenditionList)&&st(this,Ye).mediaHeight===this.mediaHeight&&st(this,Ye).mediaWidth===this.mediaWidth&&st(this,Ye).isAuto===t)return;st(this,Ye).mediaRenditionList=JSON.stringify(this.mediaRenditionList),st(this,Ye).mediaHeight=this.mediaHeight,st(this,Ye).mediaWidth=this.mediaWidth,st(this,Ye).isAuto=t;let e=this.mediaRenditionList.sort(this.compareRendition.bind(this)),i=e.find(o=>o.id===this.mediaRenditionSelected);for(let o of e)o.selected=o===i;this.defaultSlot.textContent="";for(let o of e){let d=this.formatRendition(o,{showBitrate:this.showRenditionBitrate(o)}),c=Ge({type:"radio",text:d,value:`${o.id}`,checked:o.selected&&!t});c.prepend(De(this,"checked-indicator")),this.defaultSlot.append(c)}let r=i&&this.showRenditionBitrate(i),n;t&&(i?n=this.formatMenuItemText(`${v("Auto")} \u2022 ${this.formatRendition(i,{showBitrate:r})}`,i):this.mediaHeight>0&&this.mediaWidth>0&&(n=this.formatMenuItemText(`${v("Auto")} (${Math.min(this.mediaWidth,this.mediaHeight)}p)`))),n||(n=this.formatMenuItemText(v("Auto")));let a=Ge({type:"radio",text:n,value:"auto",checked:t});a.dataset.description=n,a.prepend(De(this,"checked-indicator")),this.defaultSlot.append(a)};Fa=new WeakSet;Vo=function(){if(this.value==null)return;let t=new l.CustomEvent(h.MEDIA_RENDITION_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(t)};l.customElements.get("media-rendition-menu")||l.customElements.define("media-rendition-menu",qr);var Qm=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Oi=(t,e,i)=>(Qm(t,e,"read from private field"),i?i.call(t):e.get(t)),zm=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Tt,Go={RATES:"rates"},qo=[1,1.2,1.5,1.7,2],qt=1;function Ui(t){return Math.round(t*100)/100}function Zm(t){return`
    <style>
      :host {
        min-width: 5ch;
        padding: var(--media-button-padding, var(--media-control-padding, 10px 5px));
      }
    </style>
    <slot name="icon">${t.mediaplaybackrate?Ui(+t.mediaplaybackrate):qt}x</slot>
  `}function Xm(){return v("Playback rate")}var Yr=class extends B{constructor(){var e;super(),zm(this,Tt,new ht(this,Go.RATES,{defaultValue:qo})),this.container=this.shadowRoot.querySelector('slot[name="icon"]'),this.container.innerHTML=`${Ui((e=this.mediaPlaybackRate)!=null?e:qt)}x`}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PLAYBACK_RATE,Go.RATES]}attributeChangedCallback(e,i,r){if(super.attributeChangedCallback(e,i,r),e===Go.RATES&&(Oi(this,Tt).value=r),e===s.MEDIA_PLAYBACK_RATE){let n=r?+r:Number.NaN,a=Ui(Number.isNaN(n)?qt:n);this.container.innerHTML=`${a}x`,this.setAttribute("aria-label",v("Playback rate {playbackRate}",{playbackRate:a}))}}get rates(){return Oi(this,Tt)}set rates(e){e?Array.isArray(e)?Oi(this,Tt).value=e.join(" "):typeof e=="string"&&(Oi(this,Tt).value=e):Oi(this,Tt).value=""}get mediaPlaybackRate(){return Y(this,s.MEDIA_PLAYBACK_RATE,qt)}set mediaPlaybackRate(e){Q(this,s.MEDIA_PLAYBACK_RATE,e)}handleClick(){var e,i;let r=Array.from(Oi(this,Tt).values(),o=>+o).sort((o,d)=>o-d),n=(i=(e=r.find(o=>o>this.mediaPlaybackRate))!=null?e:r[0])!=null?i:qt,a=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:n});this.dispatchEvent(a)}};Tt=new WeakMap;Yr.getSlotTemplateHTML=Zm;Yr.getTooltipContentHTML=Xm;l.customElements.get("media-playback-rate-button")||l.customElements.define("media-playback-rate-button",Yr);var tu=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Ni=(t,e,i)=>(tu(t,e,"read from private field"),i?i.call(t):e.get(t)),Yo=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Pi=(t,e,i)=>(tu(t,e,"access private method"),i),yt,Hi,Qr,Va,zo,Qo={RATES:"rates"},Zo=class extends ae{constructor(){super(),Yo(this,Hi),Yo(this,Va),Yo(this,yt,new ht(this,Qo.RATES,{defaultValue:qo})),Pi(this,Hi,Qr).call(this)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PLAYBACK_RATE,Qo.RATES]}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_PLAYBACK_RATE&&i!=r?(this.value=r,Pi(this,Hi,Qr).call(this)):e===Qo.RATES&&i!=r&&(Ni(this,yt).value=r,Pi(this,Hi,Qr).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Pi(this,Va,zo))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Pi(this,Va,zo))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:se(this).querySelector("media-playback-rate-menu-button")}get rates(){return Ni(this,yt)}set rates(e){e?Array.isArray(e)?Ni(this,yt).value=e.join(" "):typeof e=="string"&&(Ni(this,yt).value=e):Ni(this,yt).value="",Pi(this,Hi,Qr).call(this)}get mediaPlaybackRate(){return Y(this,s.MEDIA_PLAYBACK_RATE,qt)}set mediaPlaybackRate(e){Q(this,s.MEDIA_PLAYBACK_RATE,e)}};yt=new WeakMap;Hi=new WeakSet;Qr=function(){this.defaultSlot.textContent="";let t=Ui(this.mediaPlaybackRate),e=new Set(Array.from(Ni(this,yt)).map(r=>Ui(Number(r))));t>0&&!e.has(t)&&e.add(t);let i=Array.from(e).sort((r,n)=>r-n);for(let r of i){let n=Ge({type:"radio",text:this.formatMenuItemText(`${r}x`,r),value:r.toString(),checked:t===r});n.prepend(De(this,"checked-indicator")),this.defaultSlot.append(n)}};Va=new WeakSet;zo=function(){if(!this.value)return;let t=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(t)};l.customElements.get("media-playback-rate-menu")||l.customElements.define("media-playback-rate-menu",Zo);var el=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Jm=(t,e,i)=>(el(t,e,"read from private field"),i?i.call(t):e.get(t)),Xo=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},jm=(t,e,i,r)=>(el(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ka=(t,e,i)=>(el(t,e,"access private method"),i),Ya,Ga,Jo,qa,jo,ep=`
  <svg aria-hidden="true" viewBox="0 0 26 24" part="captions-indicator indicator">
    <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
  </svg>`;function tp(t){return`
    ${ae.getTemplateHTML(t)}
    <slot name="captions-indicator" hidden>${ep}</slot>
  `}var Qa=class extends ae{constructor(){super(...arguments),Xo(this,Ga),Xo(this,qa),Xo(this,Ya,void 0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_SUBTITLES_LIST,s.MEDIA_SUBTITLES_SHOWING]}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_SUBTITLES_LIST&&i!==r?Ka(this,Ga,Jo).call(this):e===s.MEDIA_SUBTITLES_SHOWING&&i!==r&&(this.value=r||"",Ka(this,Ga,Jo).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Ka(this,qa,jo))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Ka(this,qa,jo))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:se(this).querySelector("media-captions-menu-button")}get mediaSubtitlesList(){return iu(this,s.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(e){ru(this,s.MEDIA_SUBTITLES_LIST,e)}get mediaSubtitlesShowing(){return iu(this,s.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(e){ru(this,s.MEDIA_SUBTITLES_SHOWING,e)}};Ya=new WeakMap;Ga=new WeakSet;Jo=function(){var t;let e=Jm(this,Ya)!==JSON.stringify(this.mediaSubtitlesList),i=this.value!==this.getAttribute(s.MEDIA_SUBTITLES_SHOWING);if(!e&&!i)return;jm(this,Ya,JSON.stringify(this.mediaSubtitlesList)),this.defaultSlot.textContent="";let r=!this.value,n=Ge({type:"radio",text:this.formatMenuItemText(v("Off")),value:"off",checked:r});n.prepend(De(this,"checked-indicator")),this.defaultSlot.append(n);let a=this.mediaSubtitlesList;for(let o of a){let d=Ge({type:"radio",text:this.formatMenuItemText(o.label,o),value:Ln(o),checked:this.value==Ln(o)});d.prepend(De(this,"checked-indicator")),((t=o.kind)!=null?t:"subs")==="captions"&&d.append(De(this,"captions-indicator")),this.defaultSlot.append(d)}};qa=new WeakSet;jo=function(){let t=this.mediaSubtitlesShowing,e=this.getAttribute(s.MEDIA_SUBTITLES_SHOWING),i=this.value!==e;if(t?.length&&i&&this.dispatchEvent(new l.CustomEvent(h.MEDIA_DISABLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0,detail:t})),!this.value||!i)return;let r=new l.CustomEvent(h.MEDIA_SHOW_SUBTITLES_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(r)};Qa.getTemplateHTML=tp;var iu=(t,e)=>{let i=t.getAttribute(e);return i?lr(i):[]},ru=(t,e,i)=>{if(!i?.length){t.removeAttribute(e);return}let r=Ot(i);t.getAttribute(e)!==r&&t.setAttribute(e,r)};l.customElements.get("media-captions-menu")||l.customElements.define("media-captions-menu",Qa);var al=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},nu=(t,e,i)=>(al(t,e,"read from private field"),i?i.call(t):e.get(t)),za=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},tl=(t,e,i,r)=>(al(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Za=(t,e,i)=>(al(t,e,"access private method"),i),zr,ja,Xa,il,Ja,rl,nl=class extends ae{constructor(){super(...arguments),za(this,Xa),za(this,Ja),za(this,zr,[]),za(this,ja,void 0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_AUDIO_TRACK_LIST,s.MEDIA_AUDIO_TRACK_ENABLED,s.MEDIA_AUDIO_TRACK_UNAVAILABLE]}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_AUDIO_TRACK_ENABLED&&i!==r?this.value=r:e===s.MEDIA_AUDIO_TRACK_LIST&&i!==r&&(tl(this,zr,Id(r??"")),Za(this,Xa,il).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Za(this,Ja,rl))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Za(this,Ja,rl))}get anchorElement(){var e;return this.anchor!=="auto"?super.anchorElement:(e=se(this))==null?void 0:e.querySelector("media-audio-track-menu-button")}get mediaAudioTrackList(){return nu(this,zr)}set mediaAudioTrackList(e){tl(this,zr,e),Za(this,Xa,il).call(this)}get mediaAudioTrackEnabled(){var e;return(e=C(this,s.MEDIA_AUDIO_TRACK_ENABLED))!=null?e:""}set mediaAudioTrackEnabled(e){D(this,s.MEDIA_AUDIO_TRACK_ENABLED,e)}};zr=new WeakMap;ja=new WeakMap;Xa=new WeakSet;il=function(){if(nu(this,ja)===JSON.stringify(this.mediaAudioTrackList))return;tl(this,ja,JSON.stringify(this.mediaAudioTrackList));let t=this.mediaAudioTrackList;this.defaultSlot.textContent="",t.sort((e,i)=>e.id.localeCompare(i.id,void 0,{numeric:!0}));for(let e of t){let i=this.formatMenuItemText(e.label,e),r=Ge({type:"radio",text:i,value:`${e.id}`,checked:e.enabled});r.prepend(De(this,"checked-indicator")),this.defaultSlot.append(r)}};Ja=new WeakSet;rl=function(){if(this.value==null)return;let t=new l.CustomEvent(h.MEDIA_AUDIO_TRACK_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(t)};l.customElements.get("media-audio-track-menu")||l.customElements.define("media-audio-track-menu",nl);function au({lines:t}){qr.formatMenuItemText=e=>e.replace(/(\d+)(?=p\b)/,i=>String(t[i]??i))}var ip=["pointerover","pointerdown","focusin","keydown"],Zr,es=class{constructor(e,i){this.isNear=!1;R(this,Zr,()=>{});this.near=new Promise(r=>P(this,Zr,r)),this.seen=Promise.race([this.near,rp(e)]);for(let r of ip)document.addEventListener(r,()=>this.come(),{once:!0,capture:!0});i.addEventListener("play",()=>this.come(),{once:!0})}come(){this.isNear=!0,_(this,Zr).call(this)}};Zr=new WeakMap;function rp(t){return new Promise(e=>{let i=new IntersectionObserver(r=>{r.some(({isIntersecting:n})=>n)&&(i.disconnect(),e())});i.observe(t)})}function su(t){let e=()=>t.querySelector("media-keyboard-shortcuts-dialog")?.setAttribute("aria-label","Keyboard shortcuts");new MutationObserver(e).observe(t,{childList:!0})}function ou(t){let e=i=>{if(i.target!==document.body&&i.target!==document.documentElement)return;let{key:r,code:n,shiftKey:a,altKey:o,metaKey:d,ctrlKey:c,repeat:m}=i;if(c)return;let f=new KeyboardEvent(i.type,{key:r,code:n,shiftKey:a,altKey:o,metaKey:d,repeat:m,cancelable:!0});t.dispatchEvent(f)||i.preventDefault()};document.addEventListener("keydown",e),document.addEventListener("keyup",e)}var Qe,Yt,Xr,ts,lu,sl=class extends EventTarget{constructor(){super(...arguments);R(this,ts);R(this,Qe,[]);R(this,Yt,-1);R(this,Xr,()=>{})}get length(){return _(this,Qe).length}get selectedIndex(){return _(this,Yt)}set selectedIndex(i){P(this,Yt,i in _(this,Qe)?i:-1),_(this,Xr).call(this,_(this,Qe)[_(this,Yt)]??null),this.dispatchEvent(new Event("change"))}fill(i,r){for(let n=0;n<Math.max(i.length,_(this,Qe).length);n++)I(this,ts,lu).call(this,n);P(this,Qe,i),P(this,Yt,-1),P(this,Xr,r),this.dispatchEvent(new Event(i.length?"addrendition":"removerendition")),this.dispatchEvent(new Event("change"))}[Symbol.iterator](){return _(this,Qe)[Symbol.iterator]()}};Qe=new WeakMap,Yt=new WeakMap,Xr=new WeakMap,ts=new WeakSet,lu=function(i){Object.defineProperty(this,i,{configurable:!0,get:()=>_(this,Qe)[i]})};var $i,ol=class{constructor(e,i,r,n,a){this.id=i;this.label=r;this.language=n;this.kind=a;R(this,$i);P(this,$i,e)}get enabled(){return _(this,$i).enabled===this}set enabled(e){e&&_(this,$i).choose(this)}};$i=new WeakMap;var Qt,Jr,ll=class extends EventTarget{constructor(){super(...arguments);R(this,Qt,[]);R(this,Jr,()=>{});this.enabled=null}get length(){return _(this,Qt).length}fill(i,r){P(this,Qt,i.map(n=>new ol(this,n.id,n.label,n.language,n.main?"main":"alternative"))),this.enabled=null,P(this,Jr,r),this.dispatchEvent(new Event(i.length?"addtrack":"removetrack"))}choose(i){i!==this.enabled&&(this.playing(i.id),_(this,Jr).call(this,i.id))}playing(i){this.enabled=_(this,Qt).find(r=>r.id===i)??null,this.dispatchEvent(new Event("change"))}[Symbol.iterator](){return _(this,Qt)[Symbol.iterator]()}};Qt=new WeakMap,Jr=new WeakMap;function du(t){let e=document.createElement("video");return e.slot="media",e.playsInline=!0,e.crossOrigin="anonymous",t||(Object.defineProperty(e,"videoRenditions",{value:new sl}),Object.defineProperty(e,"audioTracks",{value:new ll})),e}var jr,St,dl,cl,is=class{constructor(e){this.wanted=e;R(this,St);R(this,jr,new Map)}get quality(){return Number(I(this,St,dl).call(this,"kinora-quality"))||0}set quality(e){I(this,St,cl).call(this,"kinora-quality",e?String(e):"")}get captions(){return I(this,St,dl).call(this,"kinora-captions")}set captions(e){I(this,St,cl).call(this,"kinora-captions",e)}};jr=new WeakMap,St=new WeakSet,dl=function(e){try{return _(this,jr).get(e)??(this.wanted?localStorage.getItem(e):"")??""}catch{return""}},cl=function(e,i){if(_(this,jr).set(e,i),!!this.wanted)try{i?localStorage.setItem(e,i):localStorage.removeItem(e)}catch{}};var cu=[1e3,2e3,4e3,8e3,15e3],en,Wi,kt,rs=class{constructor(){R(this,en,0);R(this,Wi,0);R(this,kt,null);window.addEventListener("online",()=>this.now())}plan(e){if(_(this,kt))return;P(this,kt,e);let i=cu[Math.min(ql(this,en)._++,cu.length-1)];P(this,Wi,window.setTimeout(()=>this.now(),i))}now(){let e=_(this,kt);P(this,kt,null),window.clearTimeout(_(this,Wi)),e?.()}reset(){window.clearTimeout(_(this,Wi)),P(this,kt,null),P(this,en,0)}};en=new WeakMap,Wi=new WeakMap,kt=new WeakMap;var Bi,tn,zt,uu,ul,ns=class{constructor(e,i,r){this.notice=i;this.again=r;R(this,zt);R(this,Bi,0);R(this,tn,0);e.addEventListener("waiting",()=>I(this,zt,uu).call(this)),e.addEventListener("progress",()=>this.arrived());for(let n of["playing","pause","ended","emptied"])e.addEventListener(n,()=>window.clearTimeout(_(this,Bi)))}arrived(){P(this,tn,performance.now())}};Bi=new WeakMap,tn=new WeakMap,zt=new WeakSet,uu=function(){this.arrived(),I(this,zt,ul).call(this)},ul=function(){window.clearTimeout(_(this,Bi));let e=_(this,tn)+6e3-performance.now();e>0?P(this,Bi,window.setTimeout(()=>I(this,zt,ul).call(this),e)):this.notice.shown||this.notice.show(np(),"Try now",this.again)};function np(){return`${navigator.onLine?"The connection to the server was lost.":"You are offline."} Trying again\u2026`}function hu({media:t,video:e,options:i,notice:r,tokens:n,memory:a,interest:o}){let d=new rs,c=i.start,m=()=>{let f=!t.paused;c=t.currentTime||c,t.src=n.sign(e.hls),f&&t.play().catch(()=>{})};t.addEventListener("loadedmetadata",()=>{t.currentTime||=zl(c,t.duration)}),t.textTracks.addEventListener("addtrack",({track:f})=>{let T=i.subtitles||a.captions;f&&f.kind!=="metadata"&&(f.mode=T&&Zi(f.language)===T?"showing":"disabled")}),t.addEventListener("playing",()=>{d.reset(),r.hide()}),t.addEventListener("error",()=>{t.error?.code===MediaError.MEDIA_ERR_NETWORK&&d.plan(m),r.show("This video cannot be played right now.","Try again",m)}),n.addEventListener("renewed",m),new ns(t,r,m),t.preload="none",o.seen.then(()=>t.preload="metadata"),o.near.then(()=>t.preload="auto"),t.src=n.sign(e.hls)}var Fi,ss,Vi,rn,as=class{constructor(){R(this,Fi,F("notice"));R(this,ss,F("notice-text"));R(this,Vi,F("notice-button"));R(this,rn,()=>{});this.onShow=()=>{};_(this,Vi).addEventListener("click",()=>_(this,rn).call(this))}show(e,i="",r=()=>{}){_(this,ss).textContent=e,_(this,Vi).textContent=i,_(this,Vi).hidden=i==="",P(this,rn,r),_(this,Fi).hidden=!1,this.onShow(e)}get shown(){return!_(this,Fi).hidden}hide(){_(this,Fi).hidden=!0}};Fi=new WeakMap,ss=new WeakMap,Vi=new WeakMap,rn=new WeakMap;function F(t){let e=document.getElementById(t);if(!e)throw new Error(`the page has no #${t}`);return e}var hl="gplayer",an,sn,O,ml,nn,pl,pu,vu,Eu,fu,Ce,os,ls=class{constructor(e,i){this.stage=e;R(this,O);R(this,an);R(this,sn,!1);P(this,an,new Map(Object.entries(I(this,O,pu).call(this)))),window.parent!==window&&(window.addEventListener("message",({source:r,data:n})=>{r===window.parent&&ap(n)&&I(this,O,Eu).call(this,n)}),I(this,O,fu).call(this,i))}isReady(){I(this,O,nn).call(this)||this.stage.media.readyState>=1?I(this,O,ml).call(this):this.stage.media.addEventListener("loadedmetadata",()=>I(this,O,ml).call(this),{once:!0})}error(e){I(this,O,Ce).call(this,"error",{code:"MEDIA_SOURCE_UNAVAILABLE",level:"FATAL",message:e})}};an=new WeakMap,sn=new WeakMap,O=new WeakSet,ml=function(){P(this,sn,!0),I(this,O,Ce).call(this,"ready")},nn=function(){let{media:e,video:i}=this.stage;return Number.isNaN(e.duration)?i.duration:Number.isFinite(e.duration)?e.duration:0},pl=function(e){this.stage.interest.come(),this.stage.media.currentTime=e},pu=function(){let{media:e,tokens:i}=this.stage;return{attach:()=>{_(this,sn)&&I(this,O,Ce).call(this,"ready")},getCurrentTime:()=>e.currentTime,getDuration:()=>I(this,O,nn).call(this),getVolume:()=>Math.round(e.volume*100),isDvrEnabled:()=>e.duration===1/0&&e.seekable.length>0&&e.seekable.end(0)-e.seekable.start(0)>60,isPlaying:()=>!e.paused&&!e.ended,isMuted:()=>e.muted,play:()=>{e.play().catch(r=>this.error(r.message))},pause:()=>e.pause(),stop:()=>I(this,O,vu).call(this),mute:()=>{e.muted=!0},unmute:()=>{e.muted=!1},seek:r=>I(this,O,pl).call(this,gu(r)),seekPercentage:r=>I(this,O,pl).call(this,mu(r)/100*I(this,O,nn).call(this)),setVolume:r=>{e.volume=mu(r)/100},setToken:r=>{if(!i.set(r))throw new Error("no token")}}},vu=function(){this.stage.media.pause(),this.stage.media.currentTime=0,I(this,O,Ce).call(this,"stop")},Eu=function({id:e,method:i,params:r}){let n={ns:hl,id:e},a=_(this,an).get(i);try{if(!a)throw new Error("unknown method");I(this,O,os).call(this,{...n,result:a(r)??null})}catch(o){I(this,O,os).call(this,{...n,error:o.message})}},fu=function(e){let{media:i}=this.stage;for(let r of["play","pause","ended"])i.addEventListener(r,()=>I(this,O,Ce).call(this,r));i.addEventListener("seeked",()=>I(this,O,Ce).call(this,"seek",i.currentTime)),i.addEventListener("timeupdate",()=>{I(this,O,Ce).call(this,"timeupdate",{current:i.currentTime,total:I(this,O,nn).call(this)})}),i.addEventListener("volumechange",()=>I(this,O,Ce).call(this,"volumeupdate",i.muted?0:Math.round(i.volume*100))),document.addEventListener("fullscreenchange",()=>I(this,O,Ce).call(this,"fullscreen",document.fullscreenElement!==null)),new ResizeObserver(()=>I(this,O,Ce).call(this,"resize",{width:e.clientWidth,height:e.clientHeight})).observe(e)},Ce=function(e,i=null){I(this,O,os).call(this,{ns:hl,event:e,data:i})},os=function(e){window.parent!==window&&window.parent.postMessage(e,"*")};function ap(t){let e=t;return typeof e=="object"&&e!==null&&e.ns===hl&&typeof e.method=="string"}function gu(t){let e=Number(t);if(!Number.isFinite(e)||e<0)throw new Error("not a number");return e}function mu(t){return Math.min(gu(t),100)}function bu(t){let e=Math.floor(t/86400),[i,r]=[Math.floor(t/3600)%24,Math.floor(t/60)%60],n=o=>String(o).padStart(2,"0"),a=e||i?`${i}:${n(r)}:${n(t%60)}`:`${r}:${n(t%60)}`;return e?`${e} ${e===1?"day":"days"} ${a}`:a}var sp="position:absolute;inset:0;width:100%;height:100%;border:0",op="position:relative;padding-top:56.25%";function vl(t){try{return new URL(new DOMParser().parseFromString(t,"text/html").querySelector("iframe")?.getAttribute("src")??"")}catch{return null}}function _u(t,{responsive:e,start:i,autoplay:r,loop:n}){let a=new DOMParser().parseFromString(t,"text/html").querySelector("iframe"),o=vl(t);if(!a||!o||!(e||i||r||n))return t;if(i&&o.searchParams.set("t",String(i)),r&&o.searchParams.set("autoplay","1"),n&&o.searchParams.set("loop","1"),a.setAttribute("src",o.href),!e)return a.outerHTML;for(let d of["width","height","frameborder"])a.removeAttribute(d);return a.setAttribute("loading","lazy"),a.setAttribute("style",sp),`<div style="${op}">${a.outerHTML}</div>`}var El=class extends B{handleClick(){F("share").showModal(),this.dispatchEvent(new Event("open"))}};customElements.define("share-button",El);function Tu(t,e){let{title:i,embed:r,shareURL:n,settings:a}=t,o=F("share-button"),d=F("share");a.noSharing||!r&&!n||(Au("share-link",n),Au("share-embed",r),lp(t,e),dp(n,i),o.hidden=!1,F("share-close").addEventListener("click",()=>d.close()),d.addEventListener("click",c=>c.target===d&&d.close()),d.addEventListener("close",()=>F("share-said").textContent=""))}function Au(t,e){let i=F(t);i.closest(".field").hidden=!e,i.value=e,i.addEventListener("focus",()=>i.select()),F(`${t}-copy`).addEventListener("click",()=>{cp(i)})}function lp({embed:t,live:e},i){let r=F("share-wishes"),[n,a,o,d,c]=["responsive","from","at","autoplay","loop"].map(f=>F(`share-${f}`));if(!vl(t)){r.hidden=!0;return}for(let f of[a,c])f.closest("label").hidden=e;let m=()=>{o.disabled=!a.checked;let f=_u(t,{responsive:n.checked,start:a.checked?Ql(o.value):0,autoplay:d.checked,loop:c.checked});F("share-embed").value=f};r.addEventListener("input",m),F("share-button").addEventListener("open",()=>{a.checked||(o.value=bu(Math.floor(i.currentTime))),m()})}function dp(t,e){let i=F("share-networks");i.hidden=!/^https?:\/\//.test(t);let[r,n]=[t,e].map(encodeURIComponent);F("share-facebook").setAttribute("href",`https://www.facebook.com/sharer/sharer.php?u=${r}`),F("share-x").setAttribute("href",`https://twitter.com/intent/tweet?url=${r}&text=${n}`)}async function cp(t){let e;try{await navigator.clipboard.writeText(t.value),e=!0}catch{t.select(),e=document.execCommand("copy")}F("share-said").textContent=e?"Copied.":"Press Ctrl+C to copy."}function up(t){let e=[];for(let i of t.replace(/\r\n?/g,`
`).split(/\n{2,}/)){let r=/([\d:.,]+)\s+-->\s+([\d:.,]+)/.exec(i),n=/#xywh=(?:pixel:)?(\d+,\d+,[1-9]\d*,[1-9]\d*)/.exec(i);r&&n&&e.push({start:yu(r[1]),end:yu(r[2]),area:n[1]})}return e.filter(i=>i.end>i.start)}function yu(t){return t.replace(",",".").split(":").reduce((e,i)=>e*60+Number(i),0)}function Su(t,e,i){if(!e)return;let r=new URL(e,location.href).href,n=up(i);if(n.length===0)return;let a=t.addTextTrack("metadata","thumbnails");a.mode="hidden";for(let o of n)a.addCue(new VTTCue(o.start,o.end,`${r}#xywh=${o.area}`))}var ku=/^(.*\/(?:videos|playlists)\/)(\d+_[A-Za-z0-9]+)(?:\/([A-Za-z0-9_-]{6,})\/(1\d{9,}))?(?=\/|$)/;var Ki,Zt,on,Gi,ze,Iu,fl,gl,ds=class extends EventTarget{constructor(i,r,n){super();this.endpoint=r;this.bound=n;R(this,ze);R(this,Ki);R(this,Zt,null);R(this,on,0);R(this,Gi,null);let[,,a="",o,d]=ku.exec(i)??[];P(this,Ki,a),o&&I(this,ze,fl).call(this,{token:o,expires:Number(d)})}async ready(){!_(this,Zt)&&this.endpoint&&await this.renew()}sign(i){let r=ku.exec(i);if(!r||!_(this,Zt)||r[2]!==_(this,Ki))return i;let{token:n,expires:a}=_(this,Zt);return`${r[1]}${r[2]}/${n}/${a}${i.slice(r[0].length)}`}set(i){let r=hp(i,this.bound);return r?(I(this,ze,fl).call(this,r),this.dispatchEvent(new Event("renewed")),!0):!1}renew(){return _(this,Gi)??P(this,Gi,I(this,ze,Iu).call(this).finally(()=>P(this,Gi,null))),_(this,Gi)}};Ki=new WeakMap,Zt=new WeakMap,on=new WeakMap,Gi=new WeakMap,ze=new WeakSet,Iu=async function(){if(!this.endpoint)return!1;let i=new URL(this.endpoint);i.searchParams.has("video")||i.searchParams.set("video",_(this,Ki)),i.searchParams.has("type")||i.searchParams.set("type","vod");try{let r=await fetch(i,{credentials:"omit",cache:"no-store",referrerPolicy:"origin"});if(r.ok&&this.set(await r.json()))return!0}catch{}return I(this,ze,gl).call(this,5),!1},fl=function(i){P(this,Zt,i);let r=i.expires-Date.now()/1e3;I(this,ze,gl).call(this,Math.max(r-Math.max(5,r/5),1))},gl=function(i){window.clearTimeout(_(this,on)),this.endpoint&&P(this,on,window.setTimeout(()=>{this.renew()},Math.min(i*1e3,2147483647)))};function hp(t,e){if(typeof t!="object"||t===null)return null;let{token:i,token_ip:r,expires:n}=t,a=e&&r?r:i,o=String(n);return typeof a!="string"||!/^[A-Za-z0-9_-]{6,64}$/.test(a)||!/^1\d{9,12}$/.test(o)?null:{token:a,expires:Number(o)}}function wu(t,e){let i=window,r=i.ManagedMediaSource??i.MediaSource??i.WebKitMediaSource;return r?r.isTypeSupported('video/mp4; codecs="avc1.42E01E,mp4a.40.2"')||!e?"hls":"dash":t.canPlayType("application/vnd.apple.mpegurl")?"native":"none"}function cs(t){let e=t.getElementById("video")?.textContent;return e?JSON.parse(e):null}var Mu=5e3,mp=6;function Lu(t,e){return new Promise(i=>{let r=0,n=0,a=!1,o=async()=>{if(window.clearTimeout(n),a||document.hidden)return;a=!0;let d=await pp(e.sign(t.hls)),c=d||++r%mp===0?await vp():null;if(a=!1,d){document.removeEventListener("visibilitychange",o),i(c?{...c,state:"playable"}:t);return}n=window.setTimeout(o,Mu)};document.addEventListener("visibilitychange",o),n=window.setTimeout(o,Mu)})}async function pp(t){try{return(await fetch(t,{cache:"no-store"})).ok}catch{return!1}}async function vp(){try{let t=await fetch(location.href,{cache:"no-store"});return t.status===404&&location.reload(),cs(new DOMParser().parseFromString(await t.text(),"text/html"))}catch{return null}}async function Ep(){let t=cs(document);if(!t)return;let e=Yl(location.search),{autoplay:i,mute:r}=t.settings,n={...e,autoplay:e.autoplay||i,muted:e.muted||r};t.live&&Object.assign(n,{start:0,subtitles:"",loop:!1});let a=new ds(location.pathname,t.tokenURL,t.bound);if(await a.ready(),t.state==="playable"){await Ru(t,n,a);return}await Ru(await Lu(t,a),{...n,autoplay:!0},a)}async function Ru(t,e,i){F("waiting").hidden=!0;let r=F("player"),n=wu(document.createElement("video"),t.dash),a=du(n==="native"),o=new as,d=new is(!t.settings.noMemory),c=new es(r,a);(e.autoplay||e.fresh||t.live||!t.duration)&&c.come();let m={media:a,video:t,options:e,notice:o,tokens:i,memory:d,interest:c};r.toggleAttribute("data-audio",t.audio),r.setAttribute("defaultstreamtype",t.live?"live":"on-demand"),t.duration>0&&r.setAttribute("defaultduration",String(t.duration)),Ap(t),Su(a,t.sprite,t.spriteVTT),au(t),r.prepend(a),r.hidden=!1,a.muted=e.muted,a.loop=e.loop,Zl(r,a,d),Xl(r,a),bp(r,t),Tp(a);let f=new ls(m,r);o.onShow=T=>f.error(T),kp(t),ou(r),su(r),Tu(t,a),t.projection&&gp(r,m),await fp(m,n),f.isReady(),e.autoplay&&yp(a)}async function fp(t,e){let{scripts:i}=t.video,r=async()=>{new(await import(i.dash)).DashPlayback(t)};e==="native"?hu(t):e==="dash"?await r():e==="hls"?new(await import(i.hls)).HlsPlayback(t,r):t.notice.show("This browser cannot play video. A newer one can.")}async function gp(t,{media:e,video:i,notice:r}){try{let{Surround:n}=await import(i.scripts.vr);new n(t,e,i.projection)}catch{r.show("This browser cannot show the picture all around; it is shown flat.","OK",()=>r.hide())}}function bp(t,{settings:e,live:i}){let{background:r,foreground:n,text:a,hover:o}=e,d={"--panel":r,"--icons":n,"--text":a,"--icons-hover":o};for(let[c,m]of Object.entries(d))m&&t.style.setProperty(c,m);t.toggleAttribute("data-panel",r!==""),t.toggleAttribute("data-bare",e.noControls),t.toggleAttribute("data-speeds",e.speeds&&!i);for(let c of["novolumepref","nomutedpref"])t.toggleAttribute(c,e.noMemory);t.querySelector("media-captions-button")?.setAttribute("role","switch"),_p(e)}function _p({logo:t,logoPosition:e}){let i=F("logo");t&&(i.addEventListener("load",()=>i.hidden=!1),i.dataset.at=e||"tr",i.src=t)}function Ap(t){let e=F("poster");e.addEventListener("error",()=>e.hidden=!0),t.poster&&!e.getAttribute("src")&&(e.src=t.poster),e.hidden=!t.poster}function Tp(t){let e=()=>performance.mark("first-frame");t.requestVideoFrameCallback?t.requestVideoFrameCallback(e):t.addEventListener("loadeddata",e,{once:!0})}async function yp(t){try{await t.play()}catch(e){if(!(e instanceof DOMException)||e.name!=="NotAllowedError"||t.muted)return;t.muted=!0,t.play().then(()=>Sp(t),()=>t.muted=!1)}}function Sp(t){let e=F("unmute");e.hidden=!1,e.addEventListener("click",()=>t.muted=!1),t.addEventListener("volumechange",()=>e.hidden||=!t.muted)}function kp(t){if(!navigator.mediaSession)return;let e=t.poster?[{src:new URL(t.poster,location.href).href}]:[];navigator.mediaSession.metadata=new MediaMetadata({title:t.title,artwork:e})}Ep();
